package io.github.ouigate.run.purge;

import io.github.ouigate.db.Tables;
import io.github.ouigate.db.Transactions.WriteWatch;
import io.github.ouigate.db.schema.ConditionUse;
import io.github.ouigate.db.schema.OwnDefinitions;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.db.schema.TableWrites;
import io.github.ouigate.ledger.Ledger;
import io.github.ouigate.ledger.LedgerEntry;
import io.github.ouigate.message.Message;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.plan.PlannedDeletion;
import io.github.ouigate.plan.check.ConditionCheck;
import io.github.ouigate.run.RunContext;
import io.github.ouigate.run.UnplannedWrites;
import io.github.ouigate.run.outcome.DeletedRows;
import io.github.ouigate.run.outcome.Outcome;
import io.github.ouigate.run.outcome.RunAborted;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import liquibase.changelog.ChangeSet;

/**
 * Compares the actions of the transaction with the plan, before its only commit. A difference aborts the run with
 * {@link RunAborted}.
 */
final class PurgeProof {
    private final RunContext run;
    private final Plan plan;
    private final PurgeCascades cascades;
    private final JobKeys between;
    private final WriteWatch watch;
    private final KeptRows kept;
    private final String otherEntries;
    private final Set<TableName> unrepeatable;

    /** Starts to watch. The tables must be locked, and nothing deleted yet. */
    PurgeProof(
            RunContext run,
            Plan plan,
            PurgeCascades cascades,
            JobKeys between,
            ConditionCheck.Findings conditions,
            OwnDefinitions own)
            throws SQLException {
        this.run = run;
        this.plan = plan;
        this.cascades = cascades;
        this.between = between;
        this.watch = run.dialect().transactions(run.jdbc()).watchWrites(plan.tables(), own);
        this.otherEntries = otherEntries();
        this.unrepeatable = unrepeatable(conditions);
        this.kept = new KeptRows(run, plan, !unrepeatable.isEmpty());
    }

    /**
     * Returns the tables whose conditions may select other rows after the deletes, because they read their own table or
     * a changed one in a subquery. For these, the number of deleted rows and the remaining rows prove the delete.
     */
    private Set<TableName> unrepeatable(ConditionCheck.Findings conditions) throws SQLException {
        if (plan.deletions().stream().allMatch(deletion -> deletion.where() == null)) {
            return Set.of();
        }
        Tables tables = run.dialect().tables(run.jdbc());
        Set<TableName> allowed = new HashSet<>();
        for (String name : plan.allowedWrites()) {
            allowed.addAll(tables.shownAs(name));
        }
        Set<TableName> found = new HashSet<>();
        for (Map.Entry<TableName, ConditionUse> entry : conditions.uses().entrySet()) {
            TableName table = entry.getKey();
            ConditionUse use = entry.getValue();
            if (use.dependsOn(tables.parts(List.of(table)).keySet())
                    || use.dependsOn(allowed)
                    || use.callsOtherCode()) {
                found.add(table);
            }
        }
        return found;
    }

    private String otherEntries() throws SQLException {
        run.timeLimit().apply(run);
        return run.ledger().digestOfOthers(run.jdbc(), List.of(plan.job().changeSet()));
    }

    /** Proves that the changeset was executed and recorded as planned, and that nothing else was done. */
    void done(ChangeSet.ExecType execType, List<DeletedRows> deleted) throws SQLException {
        executed(execType, deleted);
        recorded();
        onlyPlanned(watch.writes(), deleted);
        gone();
        kept.check();
    }

    /**
     * Returns the writes of the transaction and proves that there are no others since. Fires deferred triggers until
     * none writes any more.
     */
    List<TableWrites> nothingElse(List<DeletedRows> deleted) throws SQLException {
        List<TableWrites> writes = UnplannedWrites.settled(run, watch);
        onlyPlanned(writes, deleted);
        ledgerUnchanged();
        sameDefinition();
        return plan.truncate() ? withTruncated(writes, deleted) : writes;
    }

    /** Adds the rows that were counted before the TRUNCATE. */
    private static List<TableWrites> withTruncated(List<TableWrites> writes, List<DeletedRows> truncated) {
        return Stream.concat(
                        writes.stream(),
                        truncated.stream().map(rows -> new TableWrites(rows.table(), 0, 0, rows.deleted(), false)))
                .sorted(Comparator.comparing(TableWrites::table))
                .toList();
    }

    /** Proves that only the run's row was written to the ledger, and that the lock is free. */
    private void ledgerUnchanged() throws SQLException {
        boolean locked = run.ledger().lockHolder(run.jdbc()).isPresent();
        if (locked || !otherEntries().equals(otherEntries)) {
            throw new RunAborted(Outcome.RolledBack.because("run.ledger-changed"));
        }
    }

    private void executed(ChangeSet.ExecType execType, List<DeletedRows> deleted) {
        if (execType != ChangeSet.ExecType.EXECUTED
                || deleted.size() != plan.deletions().size()) {
            throw new RunAborted(Outcome.RolledBack.because("run.not-executed", execType));
        }
    }

    private void recorded() throws SQLException {
        List<LedgerEntry> entries =
                run.ledger().entries(run.jdbc(), plan.job().tag(), plan.job().changeSet());
        if (entries.size() != 1 || !isOwn(entries.get(0))) {
            throw new RunAborted(
                    Outcome.RolledBack.because("run.not-recorded", plan.job().tag(), entries.size()));
        }
    }

    private boolean isOwn(LedgerEntry entry) {
        return plan.job().tag().equals(entry.tag())
                && plan.job().changeSet().equals(entry.changeSet())
                && plan.job().author().equals(entry.author())
                && entry.note()
                        .filter(note -> note.runId().value().equals(run.runId().value()))
                        .isPresent();
    }

    private void gone() throws SQLException {
        for (PlannedDeletion deletion : plan.deletions()) {
            if (unrepeatable.contains(deletion.table()) || isEmptied(deletion)) {
                continue;
            }
            long rows = run.rowStatistics().count(deletion.table(), deletion.condition());
            if (rows != 0) {
                throw new RunAborted(Outcome.RolledBack.because("run.not-gone", deletion.table(), rows));
            }
        }
    }

    /**
     * Returns whether the number of deleted rows proves that none is left: it is the number of all rows, which were
     * counted under the lock, and nothing else could write to the table unnoticed.
     */
    private boolean isEmptied(PlannedDeletion deletion) {
        return deletion.where() == null
                && !KeptRows.firesTriggers(plan)
                && !plan.allowedWrites().contains(deletion.table().toString());
    }

    private void sameDefinition() throws SQLException {
        List<Message> differences = run.definitionDifferences(plan, run.conditions(plan));
        if (!differences.isEmpty()) {
            throw new RunAborted(Outcome.RolledBack.because("run.definition-changed", differences));
        }
    }

    private void onlyPlanned(List<TableWrites> writes, List<DeletedRows> deleted) throws SQLException {
        cascades.check(writes);
        Map<TableName, TableName> roots = roots();
        List<Message> otherCounts = new ArrayList<>();
        for (DeletedRows deletion : deleted) {
            long counted = writes.stream()
                    .filter(table -> deletion.table().equals(roots.get(table.table())))
                    .mapToLong(TableWrites::deleted)
                    .sum();
            long expected = plan.truncate() ? 0 : deletion.deleted();
            if (counted != expected) {
                otherCounts.add(Message.of("writes.other-count", deletion.table(), expected, counted));
            }
        }
        Map<TableName, Predicate<TableWrites>> planned = new HashMap<>();
        cascades.tables().forEach(table -> planned.put(table, PurgeProof::isChecked));
        roots.forEach((table, root) -> planned.put(
                table, written -> plan.truncate() ? isTruncation(written) : isDelete(written, between.changes(root))));
        Ledger ledger = run.ledger();
        ledger.table(run.jdbc()).ifPresent(table -> planned.merge(table, PurgeProof::isRecord, Predicate::or));
        ledger.lockTable(run.jdbc()).ifPresent(table -> planned.merge(table, PurgeProof::isRecord, Predicate::or));
        UnplannedWrites.check(writes, plan.allowedWrites(), planned, otherCounts);
    }

    /** Returns true: {@link PurgeCascades} checks the writes of foreign keys. */
    private static boolean isChecked(TableWrites table) {
        return true;
    }

    private static boolean isDelete(TableWrites table, long changes) {
        return table.inserted() == 0 && table.updated() <= changes && !table.uncounted();
    }

    /** Returns whether no rows are counted, as for a TRUNCATE. */
    private static boolean isTruncation(TableWrites table) {
        return table.inserted() == 0 && table.updated() == 0 && table.deleted() == 0;
    }

    private static boolean isRecord(TableWrites table) {
        return table.inserted() <= 1 && table.updated() <= 1 && table.deleted() == 0 && !table.uncounted();
    }

    /** Maps each purged table and its parts to the planned table. */
    private Map<TableName, TableName> roots() {
        Map<TableName, TableName> roots = new HashMap<>();
        for (PlannedDeletion deletion : plan.deletions()) {
            roots.put(deletion.table(), deletion.table());
            deletion.parts().forEach(part -> roots.put(part.table(), deletion.table()));
        }
        return roots;
    }
}
