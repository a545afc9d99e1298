package io.github.ouigate.run.lock;

import io.github.ouigate.db.Catalog;
import io.github.ouigate.db.CommitState;
import io.github.ouigate.db.Connector;
import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.OtherSession;
import io.github.ouigate.db.TableName;
import io.github.ouigate.message.Message;
import io.github.ouigate.run.Outcome;
import io.github.ouigate.run.RunAborted;
import io.github.ouigate.run.RunContext;
import io.github.ouigate.run.RunTask;
import io.github.ouigate.run.Step;
import io.github.ouigate.run.Throwables;
import io.github.ouigate.run.liquibase.LiquibaseUpdater;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import liquibase.database.Database;

/** One run's way from its first lock to its ending; whoever is in the way makes it try again, from the start. */
final class RetryingRun {
    private final RunContext run;
    private final Connector connector;
    private final LiquibaseLock liquibaseLock;
    private final RunTask work;
    private final Dialect dialect;

    RetryingRun(RunContext run, Connector connector, LiquibaseLock liquibaseLock, RunTask work) {
        this.run = run;
        this.connector = connector;
        this.liquibaseLock = liquibaseLock;
        this.work = work;
        this.dialect = run.dialect();
    }

    Outcome run() throws Exception {
        if (!catalog().identity().isUnchanged(work.target())) {
            return Outcome.Refused.because("run.other-target");
        }
        dialect.prepareSession(run.jdbc());
        dialect.limitLockWaits(run.jdbc(), run.settings().lockTimeout());
        run.progress().reached(Step.STARTING);
        LockRetry runners = new LockRetry(run);
        boolean alone = runners.get(
                        this::lockRunner, this::isLock, () -> catalog().runners())
                .isPresent();
        run.stopIfInterrupted();
        if (!alone) {
            return Outcome.Refused.because("run.other-runner", runners.inTheWay());
        }
        run.jdbc().setAutoCommit(false);
        LockRetry loop = new LockRetry(run);
        Optional<Outcome> outcome = loop.get(this::attempt, this::isWorthAnother, this::inTheWay);
        run.stopIfInterrupted();
        return outcome.orElseGet(() -> lockedOut(loop.inTheWay()));
    }

    private Catalog catalog() {
        return dialect.catalog(run.jdbc());
    }

    private Optional<Boolean> lockRunner() throws SQLException {
        dialect.lockRunner(run.jdbc());
        return Optional.of(true);
    }

    /** Tries once; leaves nothing behind unless it commits. */
    private Optional<Outcome> attempt() throws Exception {
        run.interruption().enter(run::cancel);
        Database database = LiquibaseUpdater.database(run.connection());
        run.ledger().schema().ifPresent(database::setLiquibaseSchemaName);
        try {
            if (run.settings().rehearse()) {
                checkLedgerIsThere();
            }
            LiquibaseUpdater.inScope(database, new AtomicInteger(), () -> {
                LiquibaseUpdater.createTables(database);
                return database;
            });
            return liquibaseLock.take() ? Optional.of(work.perform(database)) : Optional.empty();
        } finally {
            run.interruption().leave(); // a cancel that comes late would hit the statements below
            run.connection().giveUp();
            if (!run.connection().isCommitted() && !run.connection().isLost()) {
                work.undone();
            }
            liquibaseLock.release();
        }
    }

    /** A rehearsal makes the tables of the ledger too, where that can be undone. */
    private void checkLedgerIsThere() throws SQLException {
        boolean missing = run.ledger().table(run.jdbc()).isEmpty()
                || run.ledger().lockTable(run.jdbc()).isEmpty();
        if (missing && !dialect.rollsBackDefinitions()) {
            throw new RunAborted(Outcome.Refused.because(
                    "run.rehearsal-needs-ledger", work.target().product()));
        }
    }

    private boolean isWorthAnother(Exception failure) {
        return isLock(failure)
                && !run.connection().isLost()
                && !run.connection().isCommitted()
                && RunAborted.in(failure).isEmpty();
    }

    private boolean isLock(Throwable failure) {
        return Throwables.of(failure).anyMatch(at -> at instanceof SQLException sql && dialect.isLockedByAnother(sql));
    }

    private List<OtherSession> inTheWay() throws SQLException {
        try {
            List<TableName> tables = new ArrayList<>(work.tables());
            run.ledger().table(run.jdbc()).ifPresent(tables::add);
            run.ledger().lockTable(run.jdbc()).ifPresent(tables::add);
            Stream<OtherSession> sessions =
                    Stream.concat(catalog().lockers(tables).stream(), catalog().users(work.alone()).stream());
            return OtherSession.eachOnce(sessions.filter(OtherSession::isHolder));
        } finally {
            run.connection().undo();
        }
    }

    private Outcome lockedOut(List<OtherSession> sessions) {
        return liquibaseLock
                .inTheWay()
                .map(LiquibaseLock::locked)
                .orElseGet(() -> Outcome.Refused.because(
                        "run.locked-out",
                        sessions.isEmpty() ? Message.of("session.gone") : sessions,
                        run.settings().lockAttempts(),
                        run.settings().lockTimeout().toMillis()));
    }

    /** Says how the run ended that {@code failure} came out of. */
    Outcome ending(Throwable failure) {
        if (run.connection().isCommitted()) {
            return work.committed();
        }
        if (run.connection().isLost()) {
            return resolved(failure);
        }
        Optional<Outcome> stopped = RunAborted.in(failure);
        if (stopped.isPresent()) {
            return stopped.get();
        }
        if (run.interruption().isRequested()) {
            return Outcome.RolledBack.onRequest();
        }
        return run.timeLimit().isOver() ? run.timeLimit().tooLong() : failed(failure);
    }

    private Outcome resolved(Throwable failure) {
        CommitState state = new CommitResolver(connector, run, work).resolve();
        return switch (state) {
            case COMMITTED -> work.committed();
            case ROLLED_BACK -> {
                work.undone();
                yield failed(failure);
            }
            case UNSETTLED ->
                new Outcome.Unknown(Message.of("run.unknown", Throwables.rootMessage(failure)), work.mark());
        };
    }

    private static Outcome failed(Throwable failure) {
        return Outcome.RolledBack.because("run.failed", Throwables.rootMessage(failure));
    }

    /** Gives back what a broken connection has left behind. */
    void cleanUp() {
        if (liquibaseLock.isHeld()) {
            liquibaseLock.releaseOver(connector);
        }
    }
}
