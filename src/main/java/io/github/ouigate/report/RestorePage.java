package io.github.ouigate.report;

import io.github.ouigate.archive.Archive;
import io.github.ouigate.archive.ArchivedTable;
import io.github.ouigate.plan.RestorePlan;
import io.github.ouigate.receipt.RestoreReceipt;
import io.github.ouigate.report.Page.Row;
import io.github.ouigate.run.Ending;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The pages of a restore: its plan and its receipt. */
public record RestorePage(Page page) {
    public void write(RestorePlan plan) {
        Archive archive = plan.archive();
        page.heading("restore.title")
                .keyValues(new KeyValues(page.messages)
                        .database(plan.database())
                        .add("fact.archive", archive.directory())
                        .add("fact.written", Messages.utc(archive.manifest().createdAt()))
                        .run(archive.manifest().runId(), archive.manifest().operator())
                        .add("fact.tag", archive.manifest().job().tag()));
        page.heading("restore.rows").table(rows(archive));
        HazardList hazards = new HazardList(page, plan.hazards());
        hazards.blocks();
        hazards.warnings();
    }

    public void write(RestoreReceipt receipt) {
        RestorePlan plan = receipt.plan();
        Ending ending = receipt.ending();
        boolean good = ending == Ending.RESTORED || ending == Ending.REHEARSED;
        page.heading(
                good ? Emphasis.GOOD : Emphasis.BAD,
                ending == Ending.UNKNOWN ? "restore.UNKNOWN" : "receipt." + ending);
        receipt.run().error().ifPresent(page::paragraph);
        receipt.run().caution().ifPresent(page::paragraph);
        if (ending == Ending.RESTORED) {
            page.table(rows(plan.archive()));
            page.line("restore.again", plan.archive().manifest().job().tag());
        }
        KeyValues keyValues = new KeyValues(page.messages)
                .database(plan.database())
                .add("fact.archive", plan.archive().directory())
                .run(receipt.run().runId().value(), receipt.run().operator())
                .times(receipt.run().startedAt(), receipt.run().times());
        receipt.run()
                .transaction()
                .ifPresent(mark -> keyValues.add("fact.transaction", mark.xid() + ", " + mark.lsn()));
        page.gap();
        page.keyValues(keyValues);
    }

    private List<Row> rows(Archive archive) {
        List<ArchivedTable> parentsFirst = new ArrayList<>(archive.tables());
        Collections.reverse(parentsFirst);
        return parentsFirst.stream()
                .map(table -> new Row(
                        page.messages.value(table.table()),
                        page.messages.number(table.rows()),
                        page.messages.text("restore.file", table.file(), table.bytes())))
                .toList();
    }
}
