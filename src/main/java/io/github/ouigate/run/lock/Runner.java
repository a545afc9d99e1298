package io.github.ouigate.run.lock;

import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.Transactions.CommitState;
import io.github.ouigate.db.error.Throwables;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.db.session.OtherSession;
import io.github.ouigate.db.session.Sessions;
import io.github.ouigate.message.Message;
import io.github.ouigate.run.LiquibaseLockLost;
import io.github.ouigate.run.RunContext;
import io.github.ouigate.run.RunResult;
import io.github.ouigate.run.RunTask;
import io.github.ouigate.run.liquibase.LiquibaseUpdater;
import io.github.ouigate.run.outcome.Ending;
import io.github.ouigate.run.outcome.Outcome;
import io.github.ouigate.run.outcome.RunAborted;
import io.github.ouigate.run.progress.Step;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import liquibase.database.Database;

/**
 * Executes a task exclusively, under locks and in one commit. If another session holds a lock, everything is rolled
 * back and retried up to the number of attempts in the settings. Every failure becomes an {@link Outcome}.
 */
public final class Runner {
    private static final Logger LOG = Logger.getLogger(Runner.class.getName());

    private final RunContext run;
    private final RunTask task;
    private final Dialect dialect;
    private final LedgerCommits ledgerCommits;
    private final LiquibaseLock liquibaseLock;
    private boolean changedBefore;

    public Runner(RunContext run, RunTask task) {
        this.run = run;
        this.task = task;
        this.dialect = run.dialect();
        this.ledgerCommits = new LedgerCommits(run, task);
        this.liquibaseLock = new LiquibaseLock(run, ledgerCommits);
        run.connection().checkOtherCommits(ledgerCommits);
    }

    /** Executes the task and returns the result; throws nothing. */
    public RunResult run() {
        run.interruption().enter(run.session()::cancelStatement);
        try {
            Outcome outcome = outcome();
            run.interruption().ended(outcome.ending());
            if (liquibaseLock.isHeld() && outcome.ending() != Ending.UNKNOWN) {
                liquibaseLock.releaseOnNewConnection();
            }
            return new RunResult(outcome, run.timings().times(), caution());
        } finally {
            run.interruption().leave();
        }
    }

    private Optional<Message> caution() {
        try {
            return run.connection().isCommitted()
                            && dialect.transactions(run.jdbc()).isCommittedOnlyHere()
                    ? Optional.of(Message.of("run.only-here"))
                    : Optional.empty();
        } catch (SQLException e) {
            LOG.log(Level.FINE, "cannot read the warnings of the server", e);
            return Optional.empty();
        }
    }

    private Outcome outcome() {
        try {
            return perform();
        } catch (Exception | Error e) { // the transaction's outcome must be reported
            LOG.log(Level.FINE, "the run has failed", e);
            return outcomeAfter(e);
        }
    }

    private Outcome perform() throws Exception {
        if (!dialect.serverInfo(run.jdbc()).identity().isSameSession(task.database())) {
            return Outcome.Refused.because("run.other-target");
        }
        dialect.session(run.jdbc()).prepareForRun();
        dialect.session(run.jdbc()).limitLockWaits(run.settings().lockTimeout());
        run.reached(Step.STARTING);
        LockRetry runners = new LockRetry(run);
        boolean alone = runners.get(
                        this::lockRunner, this::isLock, () -> sessions().runners())
                .isPresent();
        run.stopIfInterrupted();
        if (!alone) {
            return Outcome.Busy.because("run.other-runner", runners.inTheWay());
        }
        run.jdbc().setAutoCommit(false);
        LockRetry attempts = new LockRetry(run);
        Optional<Outcome> outcome = attempts.get(this::attemptUnchanged, this::isRetryable, this::lockHolders);
        run.stopIfInterrupted();
        return outcome.orElseGet(() -> lockedOut(attempts.inTheWay()));
    }

    private Sessions sessions() {
        return dialect.sessions(run.jdbc());
    }

    private Optional<Boolean> lockRunner() throws SQLException {
        dialect.locks(run.jdbc()).lockRunner();
        return Optional.of(true);
    }

    /** Attempts the task, and repeats it once without waiting if another session has changed what the run wrote to. */
    private Optional<Outcome> attemptUnchanged() throws Exception {
        try {
            return attempt();
        } catch (Exception e) {
            if (changedBefore || isFinal(e) || !isConcurrentChange(e)) {
                throw e;
            }
            changedBefore = true;
            LOG.log(Level.FINE, "the attempt is repeated", e);
            return attempt();
        }
    }

    /** Attempts the task once; leaves no changes unless it commits. Empty if another run holds Liquibase's lock. */
    private Optional<Outcome> attempt() throws Exception {
        run.timeLimit().end();
        run.interruption().enter(run.session()::cancelStatement);
        Database database = LiquibaseUpdater.database(run.connection(), dialect.session(run.jdbc()));
        run.ledger().schema().ifPresent(database::setLiquibaseSchemaName);
        try {
            if (run.connection().isRehearsal()) { // a single transaction: table locks come first
                requireLedger();
                task.begin();
                ledgerCommits.begin();
                run.connection().commit();
            }
            ledgerCommits.begin();
            LiquibaseUpdater.inScope(database, new AtomicInteger(), () -> {
                LiquibaseUpdater.createTables(database);
                return database;
            });
            ledgerCommits.tablesMade();
            return liquibaseLock.take() ? Optional.of(task.perform(database)) : Optional.empty();
        } finally {
            run.interruption().leave(); // a late cancel would affect the statements below
            run.connection().giveUp();
            if (!run.connection().isCommitSent()) {
                task.rolledBack();
            }
            liquibaseLock.release();
        }
    }

    /** Checks that a rehearsal finds the ledger, or can create it in its transaction. */
    private void requireLedger() throws SQLException {
        boolean missing = run.ledger().table(run.jdbc()).isEmpty()
                || run.ledger().lockTable(run.jdbc()).isEmpty();
        if (missing && !dialect.transactions(run.jdbc()).rollsBackDefinitions()) {
            throw new RunAborted(Outcome.Refused.because(
                    "run.rehearsal-needs-ledger", task.database().product()));
        }
    }

    private boolean isRetryable(Exception failure) {
        return isLock(failure) && !isFinal(failure);
    }

    private boolean isFinal(Exception failure) {
        return run.interruption().isRequested()
                || run.connection().isCommitSent()
                || run.timeLimit().isOver()
                || RunAborted.in(failure).isPresent();
    }

    /** Returns whether another session has changed, after the run's snapshot, what the run wrote to. */
    private boolean isConcurrentChange(Throwable failure) {
        return Throwables.of(failure)
                .anyMatch(at -> at instanceof LiquibaseLockLost
                        || (at instanceof SQLException sql
                                && dialect.locks(run.jdbc()).isChangedSinceSnapshot(sql)));
    }

    private boolean isLock(Throwable failure) {
        return Throwables.of(failure)
                .anyMatch(at -> at instanceof SQLException sql
                        && dialect.locks(run.jdbc()).isLockedByAnother(sql));
    }

    private List<OtherSession> lockHolders() throws SQLException {
        try {
            List<TableName> tables = new ArrayList<>(task.tables());
            run.ledger().table(run.jdbc()).ifPresent(tables::add);
            run.ledger().lockTable(run.jdbc()).ifPresent(tables::add);
            Stream<OtherSession> sessions = Stream.concat(
                    sessions().lockers(tables).stream(), sessions().users(task.exclusiveTables()).stream());
            return OtherSession.eachOnce(sessions.filter(OtherSession::isHolder));
        } finally {
            run.connection().undo();
        }
    }

    private Outcome lockedOut(List<OtherSession> sessions) {
        return liquibaseLock
                .inTheWay()
                .map(LiquibaseLock::locked)
                .orElseGet(() -> Outcome.Busy.because(
                        "run.locked-out",
                        sessions.isEmpty() ? Message.of("session.gone") : sessions,
                        run.settings().lockAttempts(),
                        run.settings().lockTimeout().toMillis()));
    }

    private Outcome outcomeAfter(Throwable failure) {
        if (run.connection().isCommitted()) {
            return intended();
        }
        if (run.connection().isLost()) {
            return resolved(failure);
        }
        Optional<Outcome> aborted = RunAborted.in(failure);
        if (aborted.isPresent()) {
            return aborted.get();
        }
        if (run.interruption().isRequested()) {
            return Outcome.RolledBack.onRequest();
        }
        if (Throwables.of(failure).anyMatch(LiquibaseLockLost.class::isInstance)) {
            return Outcome.Refused.because("run.lock-released");
        }
        return run.timeLimit().isOver() ? tooLong(failure) : failed(failure);
    }

    private Outcome tooLong(Throwable failure) {
        if (!isLock(failure)) {
            return run.timeLimit().tooLong();
        }
        try {
            List<OtherSession> sessions = lockHolders();
            return Outcome.Busy.because(
                    "run.too-long-locked",
                    run.timeLimit().tooLong().reason(),
                    sessions.isEmpty() ? Message.of("session.gone") : sessions);
        } catch (SQLException e) {
            LOG.log(Level.FINE, "cannot query the holders of the locks", e);
            return run.timeLimit().tooLong();
        }
    }

    private Outcome intended() {
        return run.connection().intended().orElseThrow();
    }

    private Outcome resolved(Throwable failure) {
        CommitState state = new CommitResolver(run, task).resolve();
        return switch (state) {
            case COMMITTED -> intended();
            case ROLLED_BACK -> {
                task.rolledBack();
                yield failed(failure);
            }
            case UNSETTLED ->
                new Outcome.Unknown(
                        Message.of("run.unknown", Throwables.rootMessage(failure)),
                        intended().transaction());
        };
    }

    private Outcome failed(Throwable failure) {
        if (isLock(failure) || isConcurrentChange(failure)) {
            return Outcome.Busy.because("run.in-the-way", Throwables.rootMessage(failure));
        }
        return Throwables.of(failure).anyMatch(SQLException.class::isInstance)
                ? Outcome.RolledBack.because("run.failed", Throwables.rootMessage(failure))
                : Outcome.RolledBack.because("run.program-failed", Throwables.rootMessage(failure));
    }
}
