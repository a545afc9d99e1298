package io.github.ouigate.run.restore;

import io.github.ouigate.archive.ArchivedTable;
import io.github.ouigate.archive.RowSetDigest;
import io.github.ouigate.db.RowCopy;
import io.github.ouigate.db.Transactions.WriteWatch;
import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.OwnDefinitions;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.db.schema.TableWrites;
import io.github.ouigate.job.SavedJob;
import io.github.ouigate.ledger.RestoreNote;
import io.github.ouigate.message.Message;
import io.github.ouigate.plan.RestorePlan;
import io.github.ouigate.planner.StagedArchive;
import io.github.ouigate.run.RunContext;
import io.github.ouigate.run.UnplannedWrites;
import io.github.ouigate.run.outcome.Outcome;
import io.github.ouigate.run.outcome.RunAborted;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Compares the actions of a restore with its archive, before its only commit: each table has exactly its earlier rows
 * and those of the archive, with the same values, and nothing else was written.
 */
final class RestoreProof {
    private final RunContext run;
    private final RestorePlan plan;
    private final RowCopy copy;
    private final Map<TableName, RowSetDigest> before = new LinkedHashMap<>();
    private final Map<TableName, RowSetDigest> added = new LinkedHashMap<>();
    private final WriteWatch watch;
    private final String otherEntries;

    /**
     * Starts to watch. The tables must be locked, and nothing restored yet.
     *
     * @param staged the rows to restore, if some remain in the archive
     */
    RestoreProof(RunContext run, RestorePlan plan, RowCopy copy, Optional<StagedArchive> staged) throws SQLException {
        this.run = run;
        this.plan = plan;
        this.copy = copy;
        copy.use(plan.archive().manifest().settings());
        for (ArchivedTable table : plan.archive().tables()) {
            before.put(table.table(), records(table.table(), table));
            added.put(
                    table.table(),
                    staged.isPresent()
                            ? records(staged.get().place(table.table()), table)
                            : RowSetDigest.of(table.rows(), table.recordsDigest()));
        }
        this.watch = run.dialect().transactions(run.jdbc()).watchWrites(List.of(), OwnDefinitions.UNKNOWN);
        this.otherEntries = otherEntries();
    }

    /**
     * Returns the writes of the transaction, or aborts the run if they differ from the plan.
     *
     * @param unrecorded whether a row was removed from the ledger
     * @param updates the number of changed rows that were set back, by table
     */
    List<TableWrites> check(boolean unrecorded, Map<TableName, Long> updates) throws SQLException {
        List<TableWrites> writes = UnplannedWrites.settled(run, watch);
        UnplannedWrites.check(
                writes, plan.allowedWrites(), planned(unrecorded, updates), otherUpdates(writes, updates));
        for (ArchivedTable table : plan.archive().tables()) {
            RowSetDigest expected = before.getOrDefault(table.table(), RowSetDigest.NONE)
                    .plus(added.getOrDefault(table.table(), RowSetDigest.NONE));
            RowSetDigest now = records(table.table(), table);
            boolean changedBesides = updates.containsKey(table.table()) && now.count() == expected.count();
            if (!now.equals(expected) && !changedBesides) {
                throw new RunAborted(
                        now.count() == expected.count()
                                ? Outcome.RolledBack.because("restore.differs-in-values", table.table())
                                : Outcome.RolledBack.because(
                                        "restore.differs", table.table(), expected.count(), now.count()));
            }
        }
        if (!otherEntries().equals(otherEntries)) {
            throw new RunAborted(Outcome.RolledBack.because("run.ledger-changed"));
        }
        return writes;
    }

    private String otherEntries() throws SQLException {
        run.timeLimit().apply(run);
        SavedJob job = plan.archive().manifest().job();
        return run.ledger()
                .digestOfOthers(run.jdbc(), List.of(job.changeSet(), RestoreNote.rowId(job.tag(), run.runId())));
    }

    /** Returns the digest of the rows of a table, which has the columns of {@code like}. */
    private RowSetDigest records(TableName table, ArchivedTable like) throws SQLException {
        run.timeLimit().apply(run);
        RowSetDigest.Digest digest = new RowSetDigest.Digest();
        try {
            long unused = copy.out(table, like.fileColumns(), Condition.NONE, count -> run.stopIfInterrupted(), digest);
        } catch (IOException e) {
            throw new IllegalStateException(e); // a digest stream does not fail
        }
        return digest.records();
    }

    /** Returns the tables that a restore may write to, each with a predicate for the permitted writes. */
    private Map<TableName, Predicate<TableWrites>> planned(boolean unrecorded, Map<TableName, Long> updates)
            throws SQLException {
        Map<TableName, Predicate<TableWrites>> planned = new HashMap<>();
        Set<TableName> restored = before.keySet();
        parts(restored).keySet().forEach(table -> planned.put(table, RestoreProof::isInsert));
        parts(updates.keySet())
                .forEach((table, root) -> planned.put(
                        table, restored.contains(root) ? RestoreProof::isInsertOrUpdate : RestoreProof::isUpdate));
        run.ledger()
                .lockTable(run.jdbc())
                .ifPresent(table -> planned.merge(table, RestoreProof::isUpdate, Predicate::or));
        run.ledger()
                .table(run.jdbc())
                .ifPresent(table -> planned.merge(table, rows -> isRecord(rows, unrecorded ? 1 : 0), Predicate::or));
        return planned;
    }

    /** Maps the tables and their partitions to the tables that they belong to. */
    private Map<TableName, TableName> parts(Set<TableName> tables) throws SQLException {
        return run.dialect().tables(run.jdbc()).parts(tables);
    }

    /** Returns the tables whose number of updates differs from the number of rows set back. */
    private List<Message> otherUpdates(List<TableWrites> writes, Map<TableName, Long> updates) throws SQLException {
        Map<TableName, TableName> parts = parts(updates.keySet());
        List<Message> others = new ArrayList<>();
        updates.forEach((table, rows) -> {
            long updated = writes.stream()
                    .filter(written -> table.equals(parts.get(written.table())))
                    .mapToLong(TableWrites::updated)
                    .sum();
            if (updated != rows) {
                others.add(Message.of("writes.other-updates", table, rows, updated));
            }
        });
        return others;
    }

    private static boolean isInsertOrUpdate(TableWrites table) {
        return table.deleted() == 0 && !table.uncounted();
    }

    private static boolean isInsert(TableWrites table) {
        return table.deleted() == 0 && table.updated() == 0 && !table.uncounted();
    }

    private static boolean isUpdate(TableWrites table) {
        return table.inserted() == 0 && table.deleted() == 0 && !table.uncounted();
    }

    /**
     * Returns whether the only writes are the insert of the restore's row and the removal of the run's row, if it
     * existed.
     */
    private static boolean isRecord(TableWrites table, int removed) {
        return table.inserted() == 1 && table.updated() == 0 && table.deleted() == removed && !table.uncounted();
    }
}
