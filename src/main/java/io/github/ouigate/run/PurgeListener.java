package io.github.ouigate.run;

import io.github.ouigate.ledger.LedgerEntry;
import io.github.ouigate.ledger.LedgerNote;
import io.github.ouigate.message.Message;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.plan.PlannedDeletion;
import io.github.ouigate.plan.Planner;
import io.github.ouigate.plan.SavedPlan;
import io.github.ouigate.target.TableName;
import io.github.ouigate.target.TransactionMark;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import liquibase.change.Change;
import liquibase.change.core.DeleteDataChange;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.changelog.visitor.AbstractChangeExecListener;
import liquibase.database.Database;

/**
 * Stands between Liquibase's steps: takes the locks, counts what is locked, holds what is deleted against it, and lets
 * the commit through only when everything is as planned. Liquibase rolls back after it has evaluated the preconditions,
 * so that table locks are taken before the first change, not before the changeset.
 */
final class PurgeListener extends AbstractChangeExecListener {
    private final RunContext run;
    private final Plan plan;
    private final LiquibaseLock liquibaseLock;
    private final AtomicInteger rowsAffected;
    private final List<Long> locked = new ArrayList<>();
    private final List<Deleted> deleted = new ArrayList<>();
    private Optional<TransactionMark> mark = Optional.empty();

    /** Creates a listener; {@code rowsAffected} is the counter that Liquibase adds each statement's rows to. */
    PurgeListener(RunContext run, LiquibaseLock liquibaseLock, AtomicInteger rowsAffected) {
        this.run = run;
        this.plan = run.plan();
        this.liquibaseLock = liquibaseLock;
        this.rowsAffected = rowsAffected;
    }

    List<Deleted> deleted() {
        return List.copyOf(deleted);
    }

    Optional<TransactionMark> mark() {
        return mark;
    }

    @Override
    public void willRun(ChangeSet changeSet, DatabaseChangeLog log, Database database, ChangeSet.RunStatus runStatus) {
        run.connection().hold();
    }

    @Override
    public void willRun(Change change, ChangeSet changeSet, DatabaseChangeLog log, Database database) {
        run.stopIfInterrupted();
        if (locked.isEmpty()) {
            run.progress().reached(Step.LOCKING);
            sql(() -> {
                lockTables();
                checkDefinition();
                countLocked();
            });
            run.progress().reached(Step.LOCKED);
        }
        rowsAffected.set(0);
        if (change instanceof DeleteDataChange delete) {
            checkNamed(delete, database);
        }
    }

    /** The statement that Liquibase is about to write names the table that was planned, counted and locked. */
    private void checkNamed(DeleteDataChange delete, Database database) {
        TableName planned = plan.deletions().get(deleted.size()).table();
        String written =
                database.escapeTableName(delete.getCatalogName(), delete.getSchemaName(), delete.getTableName());
        if (WrittenTable.read(written, run.dialect()).filter(planned::equals).isEmpty()) {
            throw new StopRun(Outcome.RolledBack.because("run.other-table", planned, written));
        }
    }

    private void lockTables() throws SQLException {
        List<TableName> parentsFirst = tables();
        Collections.reverse(parentsFirst);
        boolean got = run.lockLoop().get(() -> {
            try {
                run.dialect().lockTables(run.jdbc(), parentsFirst);
                return true;
            } catch (SQLException e) {
                run.connection().undo(); // nothing is deleted yet; a failed attempt keeps no lock
                throw e;
            }
        });
        run.stopIfInterrupted();
        if (!got) {
            throw new StopRun(Outcome.Refused.because(
                    "run.tables-locked",
                    parentsFirst,
                    run.settings().lockAttempts(),
                    run.settings().lockTimeout().toMillis()));
        }
    }

    /** What was approved is what is there: no column, key, trigger or rule has come or gone since. */
    private void checkDefinition() throws SQLException {
        List<Message> differences = SavedPlan.definitionDifferences(
                plan.definition(), run.dialect().catalog(run.jdbc()).definition(tables()));
        if (!differences.isEmpty()) {
            throw new StopRun(Outcome.Refused.because("run.redefined", differences));
        }
    }

    private List<TableName> tables() {
        return plan.deletions().stream().map(PlannedDeletion::table).collect(Collectors.toList());
    }

    private void countLocked() throws SQLException {
        for (PlannedDeletion deletion : plan.deletions()) {
            long rows = Planner.rows(run.jdbc(), deletion.table(), deletion.where());
            if (!run.settings().maxDrift().allows(deletion.rows(), rows)) {
                throw new StopRun(Outcome.Refused.because("run.drifted", deletion.table(), deletion.rows(), rows));
            }
            locked.add(rows);
        }
    }

    @Override
    public void ran(Change change, ChangeSet changeSet, DatabaseChangeLog log, Database database) {
        if (!(change instanceof DeleteDataChange)) {
            return;
        }
        PlannedDeletion planned = plan.deletions().get(deleted.size());
        long rows = rowsAffected.get();
        long expected = locked.get(deleted.size());
        if (rows != expected) {
            throw new StopRun(Outcome.RolledBack.because("run.count-differs", planned.table(), expected, rows));
        }
        deleted.add(new Deleted(planned.table(), planned.where(), planned.rows(), rows));
        run.progress().reached(Step.DELETED);
        // Once the last delete has run, the row that Liquibase is about to write can tell what was deleted.
        changeSet.setComments(note().text());
    }

    private LedgerNote note() {
        return new LedgerNote(
                run.runId(),
                run.settings().operator(),
                deleted.stream().map(d -> d.deleted() + " " + d.table()).collect(Collectors.toList()));
    }

    @Override
    public void ran(ChangeSet changeSet, DatabaseChangeLog log, Database database, ChangeSet.ExecType execType) {
        run.progress().reached(Step.RECORDED);
        sql(() -> {
            prove(execType);
            liquibaseLock.releaseWithCommit();
            mark = run.dialect().mark(run.jdbc());
        });
        if (!run.interruption().seal()) {
            throw new StopRun(Outcome.RolledBack.onRequest());
        }
        run.connection().arm();
    }

    private void prove(ChangeSet.ExecType execType) throws SQLException {
        if (execType != ChangeSet.ExecType.EXECUTED
                || deleted.size() != plan.deletions().size()) {
            throw new StopRun(Outcome.RolledBack.because("run.not-executed", execType));
        }
        List<LedgerEntry> entries =
                run.ledger().entries(run.jdbc(), plan.job().tag(), plan.job().changeSet());
        if (entries.size() != 1 || !plan.job().tag().equals(entries.get(0).tag())) {
            throw new StopRun(
                    Outcome.RolledBack.because("run.not-recorded", plan.job().tag(), entries.size()));
        }
    }

    private interface Sql {
        void run() throws SQLException;
    }

    private static void sql(Sql work) {
        try {
            work.run();
        } catch (SQLException e) {
            throw new FailedSql(e);
        }
    }

    /** An SQLException on its way through Liquibase's interface, which declares none. */
    private static final class FailedSql extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FailedSql(SQLException cause) {
            super(cause);
        }
    }
}
