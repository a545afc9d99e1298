package io.github.ouigate.run;

import io.github.ouigate.ledger.Ledger;
import io.github.ouigate.ledger.LedgerEntry;
import io.github.ouigate.ledger.RunId;
import io.github.ouigate.message.Message;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.target.CommitState;
import io.github.ouigate.target.Connector;
import io.github.ouigate.target.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.visitor.UpdateVisitor;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.exception.LiquibaseException;
import org.jspecify.annotations.Nullable;

/**
 * Executes a plan: alone, under locks, in one commit, at most once a tag. Whatever happens ends in an {@link Outcome}
 * that is true.
 */
public final class Runner {
    private static final Logger LOG = Logger.getLogger(Runner.class.getName());

    private final Connector connector;
    private final Dialect dialect;
    private final Ledger ledger;
    private final RunSettings settings;
    private final Interruption interruption;
    private final Timings timings;

    public Runner(
            Connector connector, Ledger ledger, RunSettings settings, Interruption interruption, Progress progress) {
        this.connector = connector;
        this.dialect = connector.dialect();
        this.ledger = ledger;
        this.settings = settings;
        this.interruption = interruption;
        this.timings = new Timings(progress, System::nanoTime);
    }

    /** Returns what the run's time went into, in milliseconds. */
    public Map<String, Long> timings() {
        return timings.millis();
    }

    /**
     * Runs {@code plan}, whose gate has been opened.
     *
     * @param connection opened under {@code runId}'s session name, in auto-commit mode; the caller closes it
     */
    public Outcome run(Connection connection, Plan plan, RunId runId) {
        interruption.enter(() -> cancel(connection));
        SingleCommitConnection single = new SingleCommitConnection(connection, timings);
        Attempt attempt =
                new Attempt(new RunContext(plan, runId, settings, dialect, ledger, single, interruption, timings));
        try {
            return attempt.run();
        } catch (Exception | Error e) { // whatever it was, the transaction has an ending that has to be told
            LOG.log(Level.FINE, "the run has failed", e);
            return attempt.ending(e);
        } finally {
            attempt.cleanUp();
            interruption.leave();
        }
    }

    private void cancel(Connection connection) {
        try {
            dialect.cancel(connection);
        } catch (SQLException e) {
            LOG.log(Level.FINE, "cannot cancel the running statement", e);
        }
    }

    /** One run's way from its first lock to its ending. */
    private final class Attempt {
        private final RunContext run;
        private final Plan plan;
        private final LiquibaseLock liquibaseLock;
        private final AtomicInteger rowsAffected = new AtomicInteger();
        private final PurgeListener listener;

        Attempt(RunContext run) {
            this.run = run;
            this.plan = run.plan();
            this.liquibaseLock = new LiquibaseLock(run);
            this.listener = new PurgeListener(run, liquibaseLock, rowsAffected);
        }

        Outcome run() throws Exception {
            if (!dialect.catalog(run.jdbc()).identity().equals(plan.target())) {
                return Outcome.Refused.because("run.other-target");
            }
            dialect.prepareSession(run.jdbc());
            dialect.limitLockWaits(run.jdbc(), settings.lockTimeout());
            timings.reached(Step.STARTING);
            boolean alone = run.lockLoop().get(() -> {
                dialect.lockRunner(run.jdbc());
                return true;
            });
            run.stopIfInterrupted();
            if (!alone) {
                return Outcome.Refused.because("run.other-runner");
            }
            run.jdbc().setAutoCommit(false);
            Database database = DatabaseFactory.getInstance().findCorrectDatabaseImplementation(run.connection());
            ledger.schema().ifPresent(database::setLiquibaseSchemaName);
            return Changelogs.inScope(database, rowsAffected, () -> runAlone(database));
        }

        private Outcome runAlone(Database database) throws SQLException, LiquibaseException {
            Changelogs.createTables(database);
            Optional<Outcome> inTheWay = liquibaseLock.take();
            if (inTheWay.isPresent()) {
                return inTheWay.get();
            }
            try {
                return runLocked(database);
            } finally {
                interruption.leave(); // a cancel that comes late would hit the statements below
                run.connection().giveUp();
                liquibaseLock.release();
            }
        }

        private Outcome runLocked(Database database) throws SQLException, LiquibaseException {
            List<LedgerEntry> entries =
                    ledger.entries(run.jdbc(), plan.job().tag(), plan.job().changeSet());
            if (!entries.isEmpty()) {
                return LedgerEntry.of(plan.job().changeSet(), entries)
                        .<Outcome>map(Outcome.AlreadyApplied::new)
                        .orElseGet(() -> Outcome.Refused.because(
                                "hazard.TAG_TAKEN",
                                plan.job().tag(),
                                entries.get(0).changeSet()));
            }
            ChangeSet changeSet = Changelogs.changeSet(plan.job());
            new UpdateVisitor(database, listener).visit(changeSet, changeSet.getChangeLog(), database, Set.of());
            return committed();
        }

        private Outcome committed() {
            return new Outcome.Committed(listener.deleted(), listener.mark());
        }

        /** Says how the run ended that {@code failure} came out of. */
        Outcome ending(Throwable failure) {
            if (run.connection().isCommitted()) {
                return committed();
            }
            if (run.connection().isLost()) {
                return resolved(failure);
            }
            Optional<Outcome> stopped = StopRun.in(failure);
            if (stopped.isPresent()) {
                return stopped.get();
            }
            if (interruption.isRequested()) {
                return Outcome.RolledBack.onRequest();
            }
            return isLockedByAnother(failure)
                    ? Outcome.Refused.because("run.locked-out", rootMessage(failure))
                    : failed(failure);
        }

        private boolean isLockedByAnother(Throwable failure) {
            for (@Nullable Throwable at = failure; at != null; at = at.getCause()) {
                if (at instanceof SQLException sql && dialect.isLockedByAnother(sql)) {
                    return true;
                }
            }
            return false;
        }

        /** Gives back what a broken connection has left behind. */
        void cleanUp() {
            if (liquibaseLock.isHeld()) {
                liquibaseLock.releaseOver(connector);
            }
        }

        private Outcome resolved(Throwable failure) {
            CommitState state = new CommitResolver(connector, run).resolve(listener.mark());
            return switch (state) {
                case COMMITTED -> committed();
                case ROLLED_BACK -> failed(failure);
                case UNSETTLED -> new Outcome.Unknown(Message.of("run.unknown", rootMessage(failure)), listener.mark());
            };
        }
    }

    private static Outcome failed(Throwable failure) {
        return Outcome.RolledBack.because("run.failed", rootMessage(failure));
    }

    /** Returns the innermost message that there is: a broken connection is caused by an EOFException without one. */
    private static String rootMessage(Throwable failure) {
        String message = failure.toString();
        for (@Nullable Throwable at = failure; at != null; at = at.getCause()) {
            if (at.getMessage() != null) {
                message = at.getMessage();
            }
        }
        return message;
    }
}
