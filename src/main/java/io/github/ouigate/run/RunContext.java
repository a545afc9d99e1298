package io.github.ouigate.run;

import io.github.ouigate.db.DatabaseSession;
import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.RowStatistics;
import io.github.ouigate.db.TransactionMark;
import io.github.ouigate.db.schema.TableWrites;
import io.github.ouigate.gate.Decision;
import io.github.ouigate.io.Disk;
import io.github.ouigate.ledger.Ledger;
import io.github.ouigate.ledger.RunId;
import io.github.ouigate.message.Message;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.plan.SavedPlan;
import io.github.ouigate.plan.check.ConditionCheck;
import io.github.ouigate.run.outcome.Outcome;
import io.github.ouigate.run.outcome.RestoredChange;
import io.github.ouigate.run.outcome.RunAborted;
import io.github.ouigate.run.progress.Progress;
import io.github.ouigate.run.progress.Step;
import io.github.ouigate.run.progress.Timings;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The state shared by the parts of one run.
 *
 * @param session the session of the run
 * @param connection the session's connection as passed to Liquibase
 */
public record RunContext(
        RunId runId,
        RunSettings settings,
        DatabaseSession session,
        SingleCommitConnection connection,
        Ledger ledger,
        Interruption interruption,
        TimeLimit timeLimit,
        Progress progress,
        Timings timings) {
    /**
     * Prepares a run.
     *
     * @param gate the open gate; without it, the run is a rehearsal on a connection that cannot commit
     * @param session a session in auto-commit mode with {@code runId}'s session name; the caller closes it
     */
    public static RunContext of(
            Optional<Decision.Open> gate,
            RunId runId,
            RunSettings settings,
            DatabaseSession session,
            Ledger ledger,
            Interruption interruption,
            Progress progress) {
        Timings timings = new Timings(progress);
        CommitWatch watch = new CommitWatch(session, settings.resolveTimeout(), interruption, timings);
        SingleCommitConnection connection = gate.map(open -> new SingleCommitConnection(open, watch))
                .orElseGet(() -> new RehearsalConnection(watch));
        TimeLimit timeLimit = new TimeLimit(settings.maxDuration());
        return new RunContext(runId, settings, session, connection, ledger, interruption, timeLimit, progress, timings);
    }

    public Dialect dialect() {
        return session.dialect();
    }

    /** Returns the connection for queries. Only {@link SingleCommitConnection} commits and rolls back. */
    public Connection jdbc() {
        return connection.getWrappedConnection();
    }

    /** Returns the row statistics, and limits the next statement to the remaining time of the run. */
    public RowStatistics rowStatistics() throws SQLException {
        timeLimit.apply(this);
        return dialect().rowStatistics(jdbc());
    }

    /** Fires the deferred triggers within the remaining time of the run. */
    public void fireDeferred() throws SQLException {
        timeLimit.apply(this);
        dialect().transactions(jdbc()).fireDeferred();
    }

    /** Returns the identifiers by which the current transaction can be found later. */
    public Optional<TransactionMark> mark() throws SQLException {
        return dialect().transactions(jdbc()).mark(timings.sinceLockRequest());
    }

    public void reached(Step step) {
        timings.reached(step);
    }

    /** Returns the name of the run in Liquibase's lock. */
    public String lockOwner() {
        return runId.sessionName() + " (" + settings.operator() + ")";
    }

    /**
     * Releases Liquibase's lock in the current transaction. A run that dies right after its commit then does not leave
     * the lock behind, which no later run would take over.
     *
     * @throws LiquibaseLockLost if another session has released it
     */
    public void releaseLiquibaseLock() throws SQLException {
        try {
            if (!ledger.releaseLock(jdbc(), lockOwner())) {
                throw new LiquibaseLockLost();
            }
        } catch (SQLException e) {
            if (dialect().locks(jdbc()).isChangedSinceSnapshot(e)) {
                throw new LiquibaseLockLost();
            }
            throw e;
        }
    }

    /**
     * Checks that the session still holds the lock that excludes other runs; the lock is independent of the
     * transaction.
     */
    public void requireRunnerLock() throws SQLException {
        if (!dialect().locks(jdbc()).hasRunnerLock()) {
            throw new RunAborted(Outcome.RolledBack.because("run.session-changed"));
        }
    }

    /**
     * Returns the differences of the current definition of the tables, and of the objects used by conditions, from that
     * in {@code plan}, and new hazards that prevent an evaluation of a condition.
     *
     * @param conditions the current use of the conditions
     */
    public List<Message> definitionDifferences(Plan plan, ConditionCheck.Findings conditions) throws SQLException {
        List<String> now = new ArrayList<>(dialect().tables(jdbc()).definition(plan.affectedTables()));
        now.addAll(conditions.definition());
        List<Message> differences = new ArrayList<>(SavedPlan.definitionDifferences(plan.definition(), now));
        conditions.blocking().forEach(hazard -> differences.add(hazard.message()));
        return differences;
    }

    /** Returns the current use of the conditions of a plan. */
    public ConditionCheck.Findings conditions(Plan plan) throws SQLException {
        return new ConditionCheck(jdbc(), dialect(), plan.allowedFunctions(), plan.allowedWrites())
                .check(plan.conditions());
    }

    /**
     * Ends a rehearsal at the point of its commit; does nothing in a run.
     *
     * @param changes the results of a restore for rows that foreign keys had changed
     * @throws RunAborted if the run is a rehearsal, or its time is up
     */
    public void endRehearsal(List<RestoredChange> changes, List<TableWrites> writtenTables) {
        timeLimit.check();
        if (connection.isRehearsal()) {
            throw new RunAborted(new Outcome.Rehearsed(changes, writtenTables));
        }
    }

    /**
     * Records the outcome of the next commit and permits that commit. The run cannot be stopped afterwards.
     *
     * @throws RunAborted if the outcome cannot be recorded, or a stop was requested before
     */
    public void prepareCommit(Outcome intended, BeforeCommitHook hook) {
        try {
            hook.beforeCommit(intended);
        } catch (IOException e) {
            throw new RunAborted(Outcome.RolledBack.because("receipt.unwritten", Disk.reason(e)));
        }
        if (!interruption.passPointOfNoReturn()) {
            throw new RunAborted(Outcome.RolledBack.onRequest());
        }
        connection.arm(intended);
    }

    public void stopIfInterrupted() {
        if (interruption.isRequested()) {
            throw new RunAborted(Outcome.RolledBack.onRequest());
        }
    }
}
