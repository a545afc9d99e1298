package io.github.ouigate.report;

import io.github.ouigate.archive.Archive;
import io.github.ouigate.archive.ChangedRows;
import io.github.ouigate.db.schema.Column;
import io.github.ouigate.plan.RestorePlan;
import io.github.ouigate.receipt.RestoreReceipt;
import io.github.ouigate.report.Page.Row;
import io.github.ouigate.run.outcome.Ending;
import io.github.ouigate.run.outcome.RestoredChange;
import java.util.List;

/** The pages of a restore on a terminal: its plan and its receipt. */
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
        planned(plan);
        HazardList hazards = new HazardList(page, plan.hazards());
        hazards.blocks();
        hazards.warnings();
        hazards.notes();
    }

    public void write(RestoreReceipt receipt) {
        title(receipt);
        receipt.run().error().ifPresent(page::problem);
        result(receipt);
        page.gap();
        page.keyValues(keyValues(receipt));
    }

    /** Writes the rows to be restored and those to be set back. */
    void planned(RestorePlan plan) {
        page.heading("restore.rows").table(rows(plan));
        if (!plan.archive().changed().isEmpty()) {
            page.heading("restore.changes")
                    .table(plan.archive().changed().stream().map(this::row).toList());
        }
    }

    /** Writes how the restore ended. */
    void title(RestoreReceipt receipt) {
        RestorePlan plan = receipt.plan();
        Ending ending = receipt.ending();
        boolean good = ending == Ending.RESTORED || ending == Ending.REHEARSED;
        long left = receipt.changes().stream().mapToLong(RestoredChange::left).sum();
        if (!plan.skipped().isEmpty() && ending == Ending.RESTORED) {
            page.heading(
                    Emphasis.WARNING,
                    plan.rows() == 0 ? "restore.nothing" : "restore.skipped",
                    plan.skipped().orphanCount(),
                    plan.skipped().count() - plan.skipped().orphanCount());
        } else if (left > 0 && ending == Ending.RESTORED) {
            page.heading(Emphasis.WARNING, "restore.partly", left);
        } else {
            page.heading(
                    good ? Emphasis.GOOD : Emphasis.BAD,
                    ending == Ending.UNKNOWN ? "restore.UNKNOWN" : "receipt." + ending);
        }
    }

    /** Writes what was restored. */
    void result(RestoreReceipt receipt) {
        receipt.run().caution().ifPresent(page::paragraph);
        if (receipt.ending() == Ending.RESTORED) {
            page.table(rows(receipt.plan()));
            changes(receipt);
            left(receipt);
            page.line("restore.again", receipt.plan().archive().manifest().job().tag());
        }
        if (receipt.ending() == Ending.REHEARSED) {
            left(receipt);
        }
    }

    KeyValues keyValues(RestoreReceipt receipt) {
        RestorePlan plan = receipt.plan();
        KeyValues keyValues = new KeyValues(page.messages)
                .database(plan.database())
                .add("fact.archive", plan.archive().directory())
                .run(receipt.run().runId().value(), receipt.run().operator())
                .times(receipt.run().startedAt(), receipt.run().times());
        receipt.run().transaction().ifPresent(mark -> keyValues.add("fact.transaction", mark.position()));
        return keyValues;
    }

    private void changes(RestoreReceipt receipt) {
        if (receipt.changes().isEmpty()) {
            return;
        }
        page.heading("restore.changed")
                .table(receipt.changes().stream()
                        .map(change -> new Row(
                                page.messages.value(change.table()),
                                page.messages.number(change.restored()),
                                page.messages.text("restore.set-back", change.foreignKey())))
                        .toList());
    }

    /** Names the changed rows that are not, or would not be, set back. */
    private void left(RestoreReceipt receipt) {
        for (RestoredChange change : receipt.changes()) {
            if (change.left() > 0) {
                page.paragraph(
                        Emphasis.WARNING,
                        "restore.left",
                        change.table(),
                        change.left(),
                        String.join(", ", change.key()),
                        change.others());
            }
        }
    }

    private Row row(ChangedRows changed) {
        return new Row(
                page.messages.value(changed.rows().table()),
                page.messages.number(changed.rows().rows()),
                page.messages.text(
                        "restore.change-file",
                        changed.changedColumns().stream().map(Column::name).toList(),
                        changed.rows().file(),
                        changed.rows().bytes()));
    }

    private List<Row> rows(RestorePlan plan) {
        return plan.archive().parentsFirst().stream()
                .map(table -> new Row(
                        page.messages.value(table.table()),
                        page.messages.number(plan.rows(table)),
                        page.messages.text("restore.file", table.file(), table.bytes())))
                .toList();
    }
}
