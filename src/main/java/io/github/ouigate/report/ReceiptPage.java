package io.github.ouigate.report;

import io.github.ouigate.db.TableWrites;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.receipt.Receipt;
import io.github.ouigate.run.DeletedRows;
import io.github.ouigate.run.Ending;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The page of a receipt: how the run ended, what it deleted, and where to find it again. */
public final class ReceiptPage {
    private static final Set<Ending> GOOD = EnumSet.of(Ending.COMMITTED, Ending.REHEARSED, Ending.ALREADY_APPLIED);

    private final Messages words;

    public ReceiptPage(Messages words) {
        this.words = words;
    }

    public Page page(Receipt receipt) {
        Page page = new Page();
        title(page, receipt);
        result(page, receipt);
        warnings(page, receipt);
        return page.gap().facts(facts(receipt).list());
    }

    /** Adds how the run ended. */
    void title(Page page, Receipt receipt) {
        page.heading(
                GOOD.contains(receipt.ending()) ? Emphasis.GOOD : Emphasis.BAD,
                words.text("receipt." + receipt.ending()));
    }

    /** Adds why, or what it has done. */
    void result(Page page, Receipt receipt) {
        hazards(page, receipt.plan().hazards(Hazard.Severity.BLOCK));
        if (receipt.plan().applicable()) {
            receipt.run().error().ifPresent(error -> page.item(words.text(error)));
        }
        receipt.applied().ifPresent(entry -> AppliedRunText.tell(page, words, entry));
        if (receipt.ending() == Ending.COMMITTED) {
            page.table(receipt.deletions().stream().map(this::deleted).collect(Collectors.toList()));
            allowed(page, receipt);
        }
        if (receipt.ending() == Ending.REHEARSED) {
            writes(page, "receipt.would-write", receipt.run().writtenTables());
        }
        receipt.postCommit()
                .vacuum()
                .ifPresent(vacuum -> page.item(
                        vacuum.isDone()
                                ? words.text("receipt.vacuumed")
                                : words.text("receipt.not-vacuumed", vacuum.warnings())));
        if (receipt.ending() == Ending.UNKNOWN || receipt.ending() == Ending.INTENDED) {
            page.line(words.text("receipt.look"));
        }
    }

    /** Adds in a sentence whose rows these were, who deleted them, and when. */
    void summary(Page page, Receipt receipt) {
        if (receipt.ending() == Ending.COMMITTED) {
            page.item(words.text(
                    "page.summary",
                    receipt.deletions().stream().mapToLong(DeletedRows::deleted).sum(),
                    words.place(receipt.plan().target()),
                    receipt.run().operator(),
                    AppliedRunText.utc(receipt.run().startedAt())));
        }
    }

    /** Adds what the operator went on in spite of. */
    void warnings(Page page, Receipt receipt) {
        List<Hazard> warnings = receipt.plan().hazards(Hazard.Severity.WARN);
        if (!warnings.isEmpty()) {
            page.heading(words.text("receipt.warnings"));
            hazards(page, warnings);
        }
    }

    private void hazards(Page page, List<Hazard> hazards) {
        PlanPage plan = new PlanPage(words);
        hazards.forEach(hazard -> plan.matter(page, hazard));
    }

    private Page.Row deleted(DeletedRows deleted) {
        return new Page.Row(
                Messages.printable(deleted.table().toString()),
                number(deleted.deleted()),
                words.text("receipt.rows-deleted"));
    }

    private void allowed(Page page, Receipt receipt) {
        List<TableWrites> allowed = receipt.run().writtenTables().stream()
                .filter(table ->
                        receipt.plan().allowedWrites().contains(table.table().toString()))
                .collect(Collectors.toList());
        if (!allowed.isEmpty()) {
            writes(page, "receipt.allowed-writes", allowed);
        }
    }

    private void writes(Page page, String heading, List<TableWrites> writes) {
        page.heading(words.text(heading));
        page.table(writes.stream()
                .map(table -> new Page.Row(Messages.printable(table.table().toString()), "", words.writes(table)))
                .collect(Collectors.toList()));
    }

    KeyValues facts(Receipt receipt) {
        KeyValues facts = new KeyValues(words)
                .target(receipt.plan().target())
                .add("fact.tag", receipt.plan().job().tag())
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
        receipt.archive().ifPresent(archive -> facts.add(
                        "fact.archive",
                        words.text(
                                "receipt.archive",
                                Messages.printable(archive.directory().toString()),
                                archive.rows(),
                                archive.bytes()))
                .add("fact.manifest", archive.digest()));
        receipt.run().transaction().ifPresent(mark -> {
            facts.add("fact.transaction", mark.xid() + ", " + mark.lsn());
            facts.add("fact.recovery", words.text("receipt.recovery", mark.recoveryTarget()));
        });
        return facts;
    }

    private String number(long value) {
        return words.text("number", value);
    }
}
