package io.github.ouigate.run.purge;

import io.github.ouigate.archive.Archive;
import io.github.ouigate.db.TransactionMark;
import io.github.ouigate.db.schema.ForeignKey;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.db.schema.TableWrites;
import io.github.ouigate.ledger.LedgerNote;
import io.github.ouigate.ledger.RunDocuments;
import io.github.ouigate.message.Message;
import io.github.ouigate.plan.Cascade;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.plan.PlannedDeletion;
import io.github.ouigate.plan.check.ConditionCheck;
import io.github.ouigate.run.RunContext;
import io.github.ouigate.run.outcome.CascadedRows;
import io.github.ouigate.run.outcome.DeletedRows;
import io.github.ouigate.run.outcome.Outcome;
import io.github.ouigate.run.outcome.RunAborted;
import io.github.ouigate.run.progress.Step;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import liquibase.changelog.ChangeSet;
import org.jspecify.annotations.Nullable;

/**
 * The transaction of a purge in steps: lock, count, archive, delete, prove, prepare the commit. A step with a result
 * that differs from the plan aborts the run.
 */
final class PurgeTransaction {
    private final RunContext run;
    private final Plan plan;
    private final Redefinitions redefined;
    private final @Nullable PurgeArchive archive;
    private final PurgeOptions options;
    private final List<Long> locked = new ArrayList<>();
    private final List<DeletedRows> deleted = new ArrayList<>();
    private final PurgeCascades cascades;
    private final PurgeProof proof;
    private Optional<Archive> archived = Optional.empty();
    private Optional<TransactionMark> mark = Optional.empty();

    /**
     * Counts and archives the rows, and creates the indexes for the deletes. The tables must be locked, and nothing
     * read yet.
     */
    PurgeTransaction(
            RunContext run,
            Plan plan,
            List<ForeignKey> keys,
            Redefinitions redefined,
            @Nullable PurgeArchive archive,
            PurgeOptions options)
            throws SQLException {
        this.run = run;
        this.plan = plan;
        this.redefined = redefined;
        this.archive = archive;
        this.options = options;
        ConditionCheck.Findings conditions = run.conditions(plan);
        checkDefinition(conditions);
        countLocked();
        JobKeys between = new JobKeys(run, plan, keys, archive != null);
        this.cascades = new PurgeCascades(run, plan);
        checkMaxRows();
        this.proof = new PurgeProof(run, plan, cascades, between, conditions, redefined.own(plan));
        run.reached(Step.COUNTED);
        if (archive != null) {
            archive.write(locked, keys, cascades);
        }
        redefined.indexes().create();
    }

    /** Checks that the definition is unchanged since the plan: columns, keys, triggers and rules. */
    private void checkDefinition(ConditionCheck.Findings conditions) throws SQLException {
        List<Message> differences = run.definitionDifferences(plan, conditions);
        if (!differences.isEmpty()) {
            throw new RunAborted(Outcome.Refused.because("run.redefined", differences));
        }
    }

    private void countLocked() throws SQLException {
        for (PlannedDeletion deletion : plan.deletions()) {
            long rows = run.rowStatistics().count(deletion.table(), deletion.condition());
            if (!plan.limits().allows(deletion.rows(), rows)) {
                throw new RunAborted(Outcome.Refused.because("run.drifted", deletion.table(), deletion.rows(), rows));
            }
            locked.add(rows);
        }
    }

    /** Checks the limit on all rows, including those added since the plan. */
    private void checkMaxRows() {
        long rows = locked.stream().mapToLong(Long::longValue).sum()
                + cascades.rows().stream().mapToLong(CascadedRows::rows).sum();
        if (!plan.limits().allowsInAll(rows)) {
            throw new RunAborted(Outcome.Refused.because(
                    "hazard.TOO_MANY_ROWS", rows, plan.limits().maxRows().orElseThrow()));
        }
    }

    /** Checks that the statement that Liquibase is about to write names the planned and locked table. */
    void willDelete(String writtenName) throws SQLException {
        int next = deleted.size();
        TableName planned = plan.deletions().get(next).table();
        if (run.dialect()
                .liquibaseNames(run.jdbc())
                .read(writtenName)
                .filter(planned::equals)
                .isEmpty()) {
            throw new RunAborted(Outcome.RolledBack.because("run.other-table", planned, writtenName));
        }
        if (next > 0 || plan.truncate()) { // readers may be locked out afterwards
            awaitArchive();
        }
        if (next == 0) {
            redefined.truncated().truncate();
        }
        redefined.keys().dropBefore(planned);
        run.progress().working(Step.DELETED, planned, locked.get(next));
    }

    private void awaitArchive() throws SQLException {
        archived = archive == null ? Optional.empty() : Optional.of(archive.awaitCheck());
    }

    /**
     * Checks that a delete has affected as many rows as were counted under the lock; none after a TRUNCATE.
     *
     * @return whether it was the last delete
     */
    boolean deleted(long rows) throws SQLException {
        PlannedDeletion planned = plan.deletions().get(deleted.size());
        long expected = locked.get(deleted.size());
        if (rows != (plan.truncate() ? 0 : expected)) {
            throw new RunAborted(Outcome.RolledBack.because("run.count-differs", planned.table(), expected, rows));
        }
        deleted.add(new DeletedRows(planned.table(), planned.where(), planned.rows(), expected));
        run.reached(Step.DELETED);
        if (deleted.size() < plan.deletions().size()) {
            return false;
        }
        redefined.keys().addAgain();
        return true;
    }

    /** Returns the note for the ledger's row, after all deletes. */
    LedgerNote note() throws SQLException {
        awaitArchive();
        mark = run.mark();
        Outcome.Committed known = new Outcome.Committed(deleted, cascades.rows(), List.of(), mark, archived);
        return LedgerNote.of(
                        run.runId(),
                        run.settings().operator(),
                        plan.conditions(),
                        RunDocuments.of(options.receiptDigest().apply(known), archived.map(Archive::digest)),
                        Stream.concat(
                                        deleted.stream().map(rows -> rows.deleted() + " " + rows.table()),
                                        cascaded(Cascade.Effect.DELETED))
                                .toList())
                .withChanges(cascaded(Cascade.Effect.CHANGED).toList());
    }

    private Stream<String> cascaded(Cascade.Effect effect) {
        return cascades.rows().stream()
                .filter(rows -> rows.effect() == effect && rows.rows() > 0)
                .map(rows -> rows.rows() + " " + rows.table());
    }

    /**
     * Proves that the transaction has done exactly what was planned, and permits the next commit. All remaining work is
     * done before: Liquibase's lock is released in the same transaction, and deferred triggers are fired.
     */
    void proveAndPrepareCommit(ChangeSet.ExecType execType) throws SQLException {
        run.reached(Step.RECORDED);
        run.timeLimit().apply(run);
        run.releaseLiquibaseLock();
        run.fireDeferred();
        proof.done(execType, deleted);
        redefined.indexes().drop();
        redefined.truncated().check();
        List<TableWrites> writes = proof.nothingElse(deleted);
        redefined.keys().check();
        run.requireRunnerLock();
        run.reached(Step.PROVEN);
        run.endRehearsal(List.of(), writes);
        if (archive != null) {
            archive.publish();
        }
        run.prepareCommit(new Outcome.Committed(deleted, cascades.rows(), writes, mark, archived), options.hook());
    }
}
