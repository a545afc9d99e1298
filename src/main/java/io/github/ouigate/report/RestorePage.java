package io.github.ouigate.report;

import io.github.ouigate.archive.Archive;
import io.github.ouigate.archive.ArchivedTable;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.RestorePlan;
import io.github.ouigate.receipt.RestoreReceipt;
import io.github.ouigate.run.Ending;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The pages of a restore: what would be put back, and how it ended. */
public final class RestorePage {
    private final Messages words;

    public RestorePage(Messages words) {
        this.words = words;
    }

    /** Returns the page of a plan. */
    public Page page(RestorePlan plan) {
        Page page = new Page();
        Archive archive = plan.archive();
        page.heading(words.text("restore.title"))
                .facts(new KeyValues(words)
                        .target(plan.target())
                        .add(
                                "fact.archive",
                                Messages.printable(archive.directory().toString()))
                        .add("fact.written", AppliedRunText.utc(archive.origin().createdAt()))
                        .add(
                                "fact.run",
                                words.text(
                                        "receipt.run",
                                        archive.origin().runId().value(),
                                        archive.origin().operator()))
                        .add("fact.tag", archive.origin().job().tag())
                        .list());
        page.heading(words.text("restore.rows")).table(rows(archive));
        hazards(page, "plan.blocks", plan.hazards(Hazard.Severity.BLOCK));
        if (plan.applicable()) {
            page.line(Emphasis.GOOD, words.text("plan.nothing"));
        }
        if (!plan.hazards(Hazard.Severity.WARN).isEmpty()) {
            hazards(page, "plan.warnings", plan.hazards(Hazard.Severity.WARN));
        }
        return page;
    }

    private List<Page.Row> rows(Archive archive) {
        List<ArchivedTable> parentsFirst = new ArrayList<>(archive.tables());
        Collections.reverse(parentsFirst);
        return parentsFirst.stream()
                .map(table -> new Page.Row(
                        Messages.printable(table.table().toString()),
                        words.text("number", table.rows()),
                        words.text("restore.file", table.file(), table.stored().bytes())))
                .toList();
    }

    private void hazards(Page page, String heading, List<Hazard> hazards) {
        page.heading(words.text(heading));
        hazards.forEach(hazard -> new PlanPage(words).hazard(page, hazard));
    }

    /** Returns the page of a receipt. */
    public Page page(RestoreReceipt receipt) {
        Page page = new Page();
        Ending ending = receipt.ending();
        boolean good = ending == Ending.RESTORED || ending == Ending.REHEARSED;
        String told = words.text(ending == Ending.UNKNOWN ? "restore.UNKNOWN" : "receipt." + ending);
        page.heading(good ? Emphasis.GOOD : Emphasis.BAD, told);
        receipt.run().error().ifPresent(error -> page.item(words.text(error)));
        if (ending == Ending.RESTORED) {
            page.table(rows(receipt.plan().archive()));
            page.line(words.text(
                    "restore.again", receipt.plan().archive().origin().job().tag()));
        }
        KeyValues facts = new KeyValues(words)
                .target(receipt.plan().target())
                .add(
                        "fact.archive",
                        Messages.printable(receipt.plan().archive().directory().toString()))
                .add(
                        "fact.run",
                        words.text(
                                "receipt.run",
                                receipt.run().runId().value(),
                                receipt.run().operator()))
                .add(
                        "fact.time",
                        new RunTimesText(words)
                                .text(receipt.run().startedAt(), receipt.run().times()));
        if (receipt.run().times().writersShutOut() > 0) {
            facts.add(
                    "fact.writers",
                    words.text("receipt.writers", receipt.run().times().writersShutOut()));
        }
        receipt.run().transaction().ifPresent(mark -> facts.add("fact.transaction", mark.xid() + ", " + mark.lsn()));
        return page.gap().facts(facts.list());
    }
}
