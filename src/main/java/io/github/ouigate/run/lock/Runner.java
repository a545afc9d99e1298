package io.github.ouigate.run.lock;

import io.github.ouigate.db.Connector;
import io.github.ouigate.db.Dialect;
import io.github.ouigate.ledger.Ledger;
import io.github.ouigate.ledger.RunId;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.plan.RestorePlan;
import io.github.ouigate.run.BeforeCommitHook;
import io.github.ouigate.run.Interruption;
import io.github.ouigate.run.Outcome;
import io.github.ouigate.run.Progress;
import io.github.ouigate.run.RehearsalConnection;
import io.github.ouigate.run.RunContext;
import io.github.ouigate.run.RunSettings;
import io.github.ouigate.run.RunTask;
import io.github.ouigate.run.RunTimes;
import io.github.ouigate.run.SingleCommitConnection;
import io.github.ouigate.run.TimeLimit;
import io.github.ouigate.run.Timings;
import io.github.ouigate.run.purge.ArchiveRequest;
import io.github.ouigate.run.purge.PurgeTask;
import io.github.ouigate.run.restore.RestoreTask;
import java.sql.Connection;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Executes a plan, or undoes it: alone, under locks, in one commit, at most once a tag. Whatever happens ends in an
 * {@link Outcome} that is true.
 */
public final class Runner {
    private static final Logger LOG = Logger.getLogger(Runner.class.getName());

    private final Connector connector;
    private final Dialect dialect;
    private final Ledger ledger;
    private final RunSettings settings;
    private final Interruption interruption;
    private final Timings timings;
    private final BeforeCommitHook intention;

    /** Creates a runner for one run; {@code intention} may keep it from committing. */
    public Runner(
            Connector connector,
            Ledger ledger,
            RunSettings settings,
            Interruption interruption,
            Progress progress,
            BeforeCommitHook intention) {
        this.connector = connector;
        this.dialect = connector.dialect();
        this.ledger = ledger;
        this.settings = settings;
        this.interruption = interruption;
        this.timings = new Timings(progress, System::nanoTime);
        this.intention = intention;
    }

    /** Returns what the run's time went into. */
    public RunTimes times() {
        return timings.times();
    }

    /**
     * Runs {@code plan}, whose gate has been opened.
     *
     * @param connection opened under {@code runId}'s session name, in auto-commit mode; the caller closes it
     */
    public Outcome purge(Connection connection, Plan plan, RunId runId, Optional<ArchiveRequest> archive) {
        return run(connection, runId, (run, lock) -> new PurgeTask(run, plan, lock, archive));
    }

    /**
     * Puts back what an archive holds; the gate has been opened.
     *
     * @param connection opened under {@code runId}'s session name, in auto-commit mode; the caller closes it
     */
    public Outcome restore(Connection connection, RestorePlan plan, RunId runId) {
        return run(connection, runId, (run, lock) -> new RestoreTask(run, plan, lock));
    }

    private Outcome run(Connection connection, RunId runId, BiFunction<RunContext, LiquibaseLock, RunTask> work) {
        SingleCommitConnection single = settings.rehearse()
                ? new RehearsalConnection(connection, timings)
                : new SingleCommitConnection(connection, timings);
        RunContext run = new RunContext(
                runId,
                settings,
                dialect,
                ledger,
                single,
                interruption,
                new TimeLimit(settings.maxDuration()),
                timings,
                intention);
        interruption.enter(run::cancel);
        LiquibaseLock lock = new LiquibaseLock(run);
        RetryingRun attempts = new RetryingRun(run, connector, lock, work.apply(run, lock));
        try {
            return attempts.run();
        } catch (Exception | Error e) { // whatever it was, the transaction has an ending that has to be told
            LOG.log(Level.FINE, "the run has failed", e);
            return attempts.ending(e);
        } finally {
            attempts.cleanUp();
            interruption.leave();
        }
    }
}
