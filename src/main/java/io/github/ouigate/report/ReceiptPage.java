package io.github.ouigate.report;

import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.db.schema.TableWrites;
import io.github.ouigate.message.Message;
import io.github.ouigate.plan.Cascade;
import io.github.ouigate.receipt.Receipt;
import io.github.ouigate.report.Page.Row;
import io.github.ouigate.run.outcome.CascadedRows;
import io.github.ouigate.run.outcome.DeletedRows;
import io.github.ouigate.run.outcome.Ending;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The page of a receipt on a terminal: how the run ended, what it deleted, and its data for later reference. */
public record ReceiptPage(Page page) {
    private static final Set<Ending> GOOD = EnumSet.of(Ending.COMMITTED, Ending.REHEARSED, Ending.ALREADY_APPLIED);

    public void write(Receipt receipt) {
        title(receipt);
        result(receipt);
        warnings(receipt);
        if (receipt.ending() == Ending.COMMITTED && receipt.plan().truncate()) {
            page.paragraph(Emphasis.WARNING, "limit.truncated");
        }
        page.gap();
        page.keyValues(keyValues(receipt));
    }

    /** Writes how the run ended. */
    void title(Receipt receipt) {
        Emphasis emphasis = GOOD.contains(receipt.ending()) ? Emphasis.GOOD : Emphasis.BAD;
        page.heading(emphasis, "receipt." + receipt.ending());
    }

    /** Writes why the run did not happen, or what it did. */
    void result(Receipt receipt) {
        new HazardList(page, receipt.plan().hazards()).blocksOfRun();
        if (receipt.plan().applicable()) {
            receipt.run().error().ifPresent(page::problem);
        }
        receipt.run().caution().ifPresent(page::paragraph);
        receipt.applied().ifPresent(entry -> page.ledgerEntry(entry));
        if (receipt.ending() == Ending.COMMITTED) {
            page.table(receipt.deletions().stream().map(this::row).toList());
            cascades(receipt);
            allowedWrites(receipt);
        }
        if (receipt.ending() == Ending.REHEARSED) {
            writes("receipt.would-write", receipt.run().writtenTables());
        }
        receipt.postCommit()
                .vacuum()
                .ifPresent(vacuum -> page.paragraph(
                        vacuum.isDone()
                                ? Message.of("receipt.vacuumed")
                                : Message.of("receipt.not-vacuumed", vacuum.warnings())));
        if (receipt.ending() == Ending.INTENDED) {
            page.line("receipt.look");
        }
    }

    /** Writes the number of rows, the database, the operator and the time in one sentence. */
    void summary(Receipt receipt) {
        if (receipt.ending() == Ending.COMMITTED) {
            page.paragraph(
                    "page.summary",
                    receipt.deletedRows(),
                    page.messages.place(receipt.plan().database()),
                    receipt.run().operator(),
                    Messages.utc(receipt.run().startedAt()));
        }
    }

    /** Writes the warnings that were shown before the run. */
    void warnings(Receipt receipt) {
        new HazardList(page, receipt.plan().hazards()).warningsOfRun();
    }

    private Row row(DeletedRows deleted) {
        return new Row(
                page.messages.value(deleted.table()),
                page.messages.number(deleted.deleted()),
                page.messages.text("receipt.rows-deleted"));
    }

    private void cascades(Receipt receipt) {
        List<CascadedRows> cascades = receipt.cascades().stream()
                .filter(cascade -> cascade.rows() > 0)
                .toList();
        if (!cascades.isEmpty()) {
            page.heading("receipt.cascades")
                    .table(cascades.stream().map(this::row).toList());
        }
    }

    private Row row(CascadedRows rows) {
        String done = rows.effect() == Cascade.Effect.DELETED ? "receipt.cascade-deleted" : "receipt.cascade-changed";
        return new Row(
                page.messages.value(rows.table()),
                page.messages.number(rows.rows()),
                page.messages.text(done, rows.keys()));
    }

    private void allowedWrites(Receipt receipt) {
        Set<TableName> told =
                receipt.cascades().stream().map(CascadedRows::table).collect(Collectors.toSet());
        List<TableWrites> allowed = receipt.run().writtenTables().stream()
                .filter(table -> !told.contains(table.table()))
                .filter(table ->
                        receipt.plan().allowedWrites().contains(table.table().toString()))
                .toList();
        if (!allowed.isEmpty()) {
            writes("receipt.allowed-writes", allowed);
        }
    }

    private void writes(String heading, List<TableWrites> writes) {
        page.heading(heading)
                .table(writes.stream()
                        .map(table -> new Row(page.messages.value(table.table()), "", page.messages.writes(table)))
                        .toList());
    }

    KeyValues keyValues(Receipt receipt) {
        KeyValues keyValues = new KeyValues(page.messages)
                .database(receipt.plan().database())
                .add("fact.tag", receipt.plan().job().tag())
                .run(receipt.run().runId().value(), receipt.run().operator())
                .times(receipt.run().startedAt(), receipt.run().times());
        receipt.archive().ifPresent(archive -> keyValues
                .add(
                        "fact.archive",
                        Message.of(
                                "receipt.archive",
                                archive.directory(),
                                archive.rows(),
                                archive.bytes(),
                                archive.changedRows()))
                .add("fact.manifest", archive.digest()));
        receipt.run().transaction().ifPresent(mark -> keyValues
                .add("fact.transaction", mark.position())
                .add("fact.recovery", Message.of("receipt.recovery", mark.recoveryTarget())));
        return keyValues;
    }
}
