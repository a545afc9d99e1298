package io.github.ouigate.run.lock;

import io.github.ouigate.db.ServerInfo;
import io.github.ouigate.db.TransactionMark;
import io.github.ouigate.db.Transactions.CommitState;
import io.github.ouigate.run.RunContext;
import io.github.ouigate.run.RunTask;
import io.github.ouigate.run.outcome.Outcome;
import io.github.ouigate.time.Deadline;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Determines the outcome of an unanswered commit on a new connection. */
record CommitResolver(RunContext run, RunTask task) {
    private static final Logger LOG = Logger.getLogger(CommitResolver.class.getName());
    private static final Duration PAUSE = Duration.ofMillis(250);

    private static final Duration SHORTEST = Duration.ofMillis(500);

    /** Queries the server until its answer is final or the time in the settings is up. */
    CommitState resolve() {
        Deadline deadline = Deadline.in(run.settings().resolveTimeout());
        CommitState state = CommitState.UNSETTLED;
        while (state == CommitState.UNSETTLED && !deadline.isOver()) {
            try (Connection connection =
                    run.session().connector().openFor(run.runId().sessionName(), patience(deadline))) {
                state = query(connection);
            } catch (Exception | Error e) { // retried until the deadline
                LOG.log(Level.FINE, "cannot query the outcome of the commit yet", e);
            }
            if (state == CommitState.UNSETTLED) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
        return state;
    }

    private static Duration patience(Deadline deadline) {
        Duration left = deadline.left();
        return left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
    }

    /** Queries once. The run's record is part of the commit; if it is found, the run has committed. */
    private CommitState query(Connection connection) throws SQLException {
        ServerInfo server = run.dialect().serverInfo(connection);
        if (!server.identity().isSameDatabase(task.database())
                || server.connectionState().standby()) {
            return CommitState.UNSETTLED; // another server answers at this address
        }
        Optional<TransactionMark> mark = run.connection().intended().flatMap(Outcome::transaction);
        Optional<Boolean> recorded = task.isRecorded(connection);
        if (mark.isEmpty()) { // uncommitted work ends with its connection
            return recorded.map(CommitResolver::state).orElse(CommitState.UNSETTLED);
        }
        CommitState state = run.dialect().transactions(connection).commitState(mark.get());
        if (recorded.isPresent() && recorded.get()) {
            return CommitState.COMMITTED;
        }
        return state == CommitState.COMMITTED
                ? recorded.map(CommitResolver::state).orElse(state)
                : state;
    }

    private static CommitState state(boolean committed) {
        return committed ? CommitState.COMMITTED : CommitState.ROLLED_BACK;
    }
}
