package io.github.ouigate.run.purge;

import io.github.ouigate.db.TableName;
import io.github.ouigate.db.TableWrites;
import io.github.ouigate.db.TransactionMark;
import io.github.ouigate.ledger.LedgerNote;
import io.github.ouigate.message.Message;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.plan.PlannedDeletion;
import io.github.ouigate.planner.Planner;
import io.github.ouigate.run.DeletedRows;
import io.github.ouigate.run.Outcome;
import io.github.ouigate.run.RunAborted;
import io.github.ouigate.run.RunContext;
import io.github.ouigate.run.Step;
import io.github.ouigate.run.UncheckedSqlException;
import io.github.ouigate.run.liquibase.WrittenTable;
import io.github.ouigate.run.lock.LiquibaseLock;
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
import org.jspecify.annotations.Nullable;

/**
 * Stands between Liquibase's steps: takes the locks, counts what is locked, holds what is deleted against it, and lets
 * the commit through only when everything is as planned. Liquibase rolls back after it has evaluated the preconditions,
 * so that table locks are taken before the first change, not before the changeset.
 */
final class PurgeListener extends AbstractChangeExecListener {
    private final RunContext run;
    private final Plan plan;
    private final LiquibaseLock liquibaseLock;
    private final TemporaryIndexes indexes;
    private final Optional<PurgeArchive> archive;
    private final AtomicInteger rowsAffected;
    private final List<Long> locked = new ArrayList<>();
    private final List<DeletedRows> deleted = new ArrayList<>();
    private @Nullable PurgeProof proof;
    private List<TableWrites> touched = List.of();
    private Optional<TransactionMark> mark = Optional.empty();

    /** Creates a listener; {@code rowsAffected} is the counter that Liquibase adds each statement's rows to. */
    PurgeListener(
            RunContext run,
            Plan plan,
            LiquibaseLock liquibaseLock,
            TemporaryIndexes indexes,
            Optional<PurgeArchive> archive,
            AtomicInteger rowsAffected) {
        this.run = run;
        this.plan = plan;
        this.liquibaseLock = liquibaseLock;
        this.indexes = indexes;
        this.archive = archive;
        this.rowsAffected = rowsAffected;
    }

    Optional<TransactionMark> mark() {
        return mark;
    }

    Outcome.Committed committed() {
        return new Outcome.Committed(deleted, touched, mark, archive.flatMap(PurgeArchive::archived));
    }

    /** Hears that nothing was deleted, and never will be. */
    void undone() {
        archive.ifPresent(PurgeArchive::discard);
    }

    @Override
    public void willRun(ChangeSet changeSet, DatabaseChangeLog log, Database database, ChangeSet.RunStatus runStatus) {
        run.connection().hold();
    }

    @Override
    public void willRun(Change change, ChangeSet changeSet, DatabaseChangeLog log, Database database) {
        run.stopIfInterrupted();
        if (proof == null) {
            begin();
        }
        UncheckedSqlException.wrap(() -> run.timeLimit().apply(run));
        rowsAffected.set(0);
        if (change instanceof DeleteDataChange delete) {
            checkNamed(delete, database);
            int next = deleted.size();
            run.progress().working(Step.DELETED, plan.deletions().get(next).table(), locked.get(next));
        }
    }

    private void begin() {
        run.progress().reached(Step.LOCKING);
        run.timeLimit().start();
        UncheckedSqlException.wrap(this::lockTables);
        run.progress().reached(Step.LOCKED);
        UncheckedSqlException.wrap(() -> {
            run.timeLimit().apply(run);
            checkDefinition();
            countLocked();
            proof = new PurgeProof(run, plan);
        });
        run.progress().reached(Step.COUNTED);
        archive.ifPresent(rows -> rows.write(locked));
        UncheckedSqlException.wrap(indexes::create);
    }

    /** The statement that Liquibase is about to write names the table that was planned, counted and locked. */
    private void checkNamed(DeleteDataChange delete, Database database) {
        TableName planned = plan.deletions().get(deleted.size()).table();
        String written =
                database.escapeTableName(delete.getCatalogName(), delete.getSchemaName(), delete.getTableName());
        if (WrittenTable.read(written, run.dialect()).filter(planned::equals).isEmpty()) {
            throw new RunAborted(Outcome.RolledBack.because("run.other-table", planned, written));
        }
    }

    private void lockTables() throws SQLException {
        List<TableName> parentsFirst = new ArrayList<>(plan.tables());
        Collections.reverse(parentsFirst);
        run.dialect()
                .lockTables(
                        run.jdbc(),
                        parentsFirst,
                        indexes.alone(),
                        run.settings().lockTimeout());
    }

    /** What was approved is what is there: no column, key, trigger or rule has come or gone since. */
    private void checkDefinition() throws SQLException {
        List<Message> differences = run.definitionDifferences(plan);
        if (!differences.isEmpty()) {
            throw new RunAborted(Outcome.Refused.because("run.redefined", differences));
        }
    }

    private void countLocked() throws SQLException {
        for (PlannedDeletion deletion : plan.deletions()) {
            long rows = Planner.rows(run.jdbc(), deletion.table(), deletion.where());
            if (!run.settings().maxDrift().allows(deletion.rows(), rows)) {
                throw new RunAborted(Outcome.Refused.because("run.drifted", deletion.table(), deletion.rows(), rows));
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
            throw new RunAborted(Outcome.RolledBack.because("run.count-differs", planned.table(), expected, rows));
        }
        deleted.add(new DeletedRows(planned.table(), planned.where(), planned.rows(), rows));
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

    /** All that the transaction will do is done before it is proven: the lock given back, and what is deferred fired. */
    @Override
    public void ran(ChangeSet changeSet, DatabaseChangeLog log, Database database, ChangeSet.ExecType execType) {
        run.progress().reached(Step.RECORDED);
        UncheckedSqlException.wrap(() -> {
            run.timeLimit().apply(run);
            liquibaseLock.releaseWithCommit();
            run.dialect().fireDeferred(run.jdbc());
            proof().done(execType, deleted);
            indexes.drop();
            touched = proof().nothingElse(deleted);
            mark = run.dialect().mark(run.jdbc());
        });
        run.progress().reached(Step.PROVEN);
        if (run.settings().rehearse()) {
            throw new RunAborted(new Outcome.Rehearsed(touched));
        }
        archive.ifPresent(PurgeArchive::publish);
        run.passPointOfNoReturn(committed());
    }

    private PurgeProof proof() {
        if (proof == null) {
            throw new RunAborted(
                    Outcome.RolledBack.because("run.not-executed", "–")); // no change was run, so nothing is locked
        }
        return proof;
    }
}
