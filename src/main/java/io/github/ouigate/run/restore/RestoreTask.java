package io.github.ouigate.run.restore;

import io.github.ouigate.archive.ArchivedTable;
import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.db.RowCopy;
import io.github.ouigate.db.Tables;
import io.github.ouigate.db.error.Throwables;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.db.schema.TableWrites;
import io.github.ouigate.ledger.LedgerEntry;
import io.github.ouigate.ledger.RestoreNote;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.RefusedException;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.RestorePlan;
import io.github.ouigate.planner.RestoreCheck;
import io.github.ouigate.planner.RestorePlanner;
import io.github.ouigate.planner.StagedArchive;
import io.github.ouigate.run.BeforeCommitHook;
import io.github.ouigate.run.RunContext;
import io.github.ouigate.run.RunTask;
import io.github.ouigate.run.SessionKeepAlive;
import io.github.ouigate.run.lock.TableLocker;
import io.github.ouigate.run.outcome.Outcome;
import io.github.ouigate.run.outcome.RunAborted;
import io.github.ouigate.run.progress.Step;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import liquibase.database.Database;

/**
 * Restores the rows of an archive, parents before children, and replaces the run's row in the ledger by the restore's.
 */
public final class RestoreTask implements RunTask {
    /** The SQLSTATE class of integrity constraint violations (PostgreSQL manual, appendix A). */
    private static final String CONSTRAINT_VIOLATION = "23";

    /** unique_violation and exclusion_violation. */
    private static final Set<String> TAKEN = Set.of("23505", "23P01");

    /** The SQLSTATE if the server cannot convert the key in its message; in SQL_ASCII, keys are arbitrary bytes. */
    private static final String UNTRANSLATABLE = "22021";

    private final RunContext run;
    private final RestorePlan plan;
    private final BeforeCommitHook hook;
    private final List<ArchivedTable> parentsFirst;

    /** Prepares a restore; {@code hook} runs before its commit. */
    public RestoreTask(RunContext run, RestorePlan plan, BeforeCommitHook hook) {
        this.run = run;
        this.plan = plan;
        this.hook = hook;
        this.parentsFirst = plan.archive().parentsFirst();
    }

    @Override
    public DatabaseIdentity database() {
        return plan.database();
    }

    @Override
    public List<TableName> tables() {
        return plan.archive().tableNames();
    }

    @Override
    public Set<String> allowedWrites() {
        return plan.allowedWrites();
    }

    /**
     * Locks the tables. The transaction does not use one snapshot: the restored rows reference rows of other tables,
     * and each concurrent update of those would make it fail.
     */
    @Override
    public void begin() throws SQLException {
        new TableLocker(run, false).lock(parentsFirst(), plan.allowedWrites(), Set.of());
    }

    @Override
    public Outcome perform(Database database) throws Exception {
        if (!run.connection().isRehearsal()) {
            begin();
        }
        run.connection().hold();
        RowCopy copy = RowCopy.of(run.dialect(), run.jdbc());
        run.timeLimit().apply(run);
        checkColumns();
        Optional<LedgerEntry> entry = entry();
        checkKeyMode(copy);
        Optional<StagedArchive> staged = plan.skipped().isEmpty() ? Optional.empty() : Optional.of(stage(copy));
        RestoreProof proof = new RestoreProof(run, plan, copy, staged);
        if (hasKeysToDefer()) {
            run.dialect().transactions(run.jdbc()).deferConstraints();
        }
        run.reached(Step.COUNTED);
        ChangedRowsRestore changed = new ChangedRowsRestore(run, plan, copy);
        List<TableWrites> writes;
        try {
            restore(copy, staged);
            changed.setBack();
            record(entry);
            run.reached(Step.RECORDED);
            run.timeLimit().apply(run);
            run.releaseLiquibaseLock();
            run.requireRunnerLock();
            writes = proof.check(entry.isPresent(), changed.updates());
        } catch (SQLException e) {
            String state = String.valueOf(e.getSQLState());
            if (state.startsWith(CONSTRAINT_VIOLATION) || state.equals(UNTRANSLATABLE)) {
                throw misfit(e);
            }
            throw e;
        } catch (RefusedException e) {
            throw new RunAborted(new Outcome.RolledBack(e.problem(), false));
        }
        Outcome.Restored restored = new Outcome.Restored(changed.results(), writes, run.mark());
        run.reached(Step.PROVEN);
        run.endRehearsal(changed.results(), writes);
        run.prepareCommit(restored, hook);
        run.connection().commit();
        return restored;
    }

    /** Adds the restore's row to the ledger and removes the row of the restored run. */
    private void record(Optional<LedgerEntry> entry) throws SQLException {
        if (entry.isPresent()) {
            run.ledger().remove(run.jdbc(), entry.get());
        }
        RestoreNote note = new RestoreNote(
                run.runId(),
                run.settings().operator(),
                plan.archive().manifest().runId(),
                parentsFirst.stream()
                        .map(table -> plan.rows(table) + " " + table.table())
                        .toList());
        run.ledger().addRestore(run.jdbc(), tag(), note, entry);
    }

    private String tag() {
        return plan.archive().manifest().job().tag();
    }

    /** Stages the rows that do not remain in the archive and checks that they are those in the plan. */
    private StagedArchive stage(RowCopy copy) throws SQLException {
        StagedArchive staged = StagedArchive.read(
                plan.archive(), plan.reader(), copy, plan.allowed().orphans(), false, new SessionKeepAlive(run));
        if (!staged.found().equals(plan.skipped())) {
            throw new RunAborted(Outcome.Refused.because(
                    "restore.skips-other",
                    plan.skipped().count(),
                    staged.found().count()));
        }
        return staged;
    }

    private List<TableName> parentsFirst() {
        List<TableName> tables =
                new ArrayList<>(parentsFirst.stream().map(ArchivedTable::table).toList());
        plan.archive().tableNames().stream()
                .filter(table -> !tables.contains(table))
                .forEach(tables::add);
        return tables;
    }

    /** Repeats the check of the columns under the locks. */
    private void checkColumns() throws SQLException {
        Tables tables = run.dialect().tables(run.jdbc());
        for (ArchivedTable table : plan.archive().files()) {
            List<Message> differences = RestorePlanner.columnDifferences(tables, table);
            if (!differences.isEmpty()) {
                throw new RunAborted(Outcome.Refused.because("hazard.ARCHIVE_COLUMNS", table.table(), differences));
            }
        }
    }

    /** Checks for triggers created since the plan, which would not fire. */
    private void checkKeyMode(RowCopy copy) throws SQLException {
        if (!copy.keys().possible(plan.keysCheckedOnce()).keySet().equals(plan.keysCheckedOnce())) {
            throw new RunAborted(Outcome.Refused.because("restore.keys-changed", plan.keysCheckedOnce()));
        }
    }

    /** Returns the row of the run that wrote the archive; refuses the row of another run. */
    private Optional<LedgerEntry> entry() throws SQLException {
        List<LedgerEntry> entries = entries(run.jdbc());
        if (RestorePlanner.otherRun(entries, plan.archive()).isPresent()) {
            throw new RunAborted(Outcome.Refused.because("restore.other-run", tag()));
        }
        Optional<Hazard> movedTag = RestorePlanner.movedTag(
                entries, plan.archive(), run.ledger().table(run.jdbc()).orElseThrow());
        if (movedTag.isPresent()) {
            throw new RunAborted(new Outcome.Refused(movedTag.get().message()));
        }
        return entries.stream().findFirst();
    }

    private List<LedgerEntry> entries(Connection connection) throws SQLException {
        return RestorePlanner.entries(connection, run.ledger(), plan.archive());
    }

    private void restore(RowCopy copy, Optional<StagedArchive> staged) throws SQLException {
        for (ArchivedTable table : parentsFirst) {
            run.timeLimit().apply(run);
            long count = insert(table, copy, staged);
            if (count != plan.rows(table)) {
                throw new RunAborted(
                        Outcome.RolledBack.because("restore.count", table.table(), plan.rows(table), count));
            }
            run.timeLimit().apply(run);
            copy.advanceSequences(table.table());
            run.reached(Step.RESTORED);
        }
        checkKeys(copy);
    }

    private long insert(ArchivedTable table, RowCopy copy, Optional<StagedArchive> staged) throws SQLException {
        boolean once = plan.keysCheckedOnce().contains(table.table());
        if (once) {
            copy.keys().suspend();
        }
        long count = staged.isPresent() ? staged.get().rows().insert(table.table()) : copyBack(table, copy);
        if (once) {
            copy.keys().resume();
        }
        return count;
    }

    /** Checks the foreign keys that were not checked at the inserts, after all rows are restored. */
    private void checkKeys(RowCopy copy) throws SQLException {
        Set<TableName> locked = Set.copyOf(plan.archive().tableNames());
        for (TableName table : plan.keysCheckedOnce()) {
            run.stopIfInterrupted();
            run.timeLimit().apply(run);
            copy.keys().check(table, locked);
        }
        if (!plan.keysCheckedOnce().isEmpty()) {
            run.reached(Step.CHECKED);
        }
    }

    /** Returns whether rows can reference others that are restored after them. */
    private boolean hasKeysToDefer() throws SQLException {
        List<TableName> childrenFirst = tables();
        return run.dialect().deleteEffects(run.jdbc()).foreignKeys(childrenFirst).stream()
                .filter(key -> key.options().deferrable() && childrenFirst.contains(key.to()))
                .anyMatch(key -> childrenFirst.indexOf(key.from()) > childrenFirst.indexOf(key.to()));
    }

    private long copyBack(ArchivedTable table, RowCopy copy) throws SQLException {
        return plan.reader().copy(table, table.table(), copy, done -> {
            run.stopIfInterrupted();
            run.progress().copying(table.table(), done, table.rows());
        });
    }

    /** Finds the rows that violate constraints, after rolling the failed transaction back. */
    private RunAborted misfit(SQLException failure) throws SQLException {
        run.connection().undo();
        RestoreCheck check = new RestoreCheck(run.dialect(), plan.archive(), plan.reader(), plan.allowed());
        List<Hazard> hazards =
                check.check(run.jdbc(), new SessionKeepAlive(run)).hazards();
        List<Hazard> misfits = Hazard.of(Hazard.Severity.BLOCK, hazards);
        if (misfits.isEmpty() && UNTRANSLATABLE.equals(failure.getSQLState())) {
            throw failure;
        }
        if (misfits.isEmpty()) {
            String error = Throwables.rootMessage(failure);
            return new RunAborted(
                    TAKEN.contains(String.valueOf(failure.getSQLState()))
                            ? Outcome.Refused.because("restore.conflict-elsewhere", error)
                            : Outcome.RolledBack.because("restore.breaks", error));
        }
        return new RunAborted(new Outcome.Refused(Hazard.refusal(misfits)));
    }

    @Override
    public Optional<Boolean> isRecorded(Connection connection) throws SQLException {
        return Optional.of(run.ledger().hasRestore(connection, tag(), run.runId()));
    }
}
