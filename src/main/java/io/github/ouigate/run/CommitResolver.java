package io.github.ouigate.run;

import io.github.ouigate.message.OuigateException;
import io.github.ouigate.target.Catalog;
import io.github.ouigate.target.CommitState;
import io.github.ouigate.target.Connector;
import io.github.ouigate.target.TransactionMark;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Finds out, over a new connection, what became of a commit whose answer was lost. */
final class CommitResolver {
    private static final Logger LOG = Logger.getLogger(CommitResolver.class.getName());
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Connector connector;
    private final RunContext run;

    CommitResolver(Connector connector, RunContext run) {
        this.connector = connector;
        this.run = run;
    }

    /** Asks until the server gives a final answer, for as long as the settings say. */
    CommitState resolve(Optional<TransactionMark> mark) {
        long deadline = System.nanoTime() + run.settings().resolveTimeout().toNanos();
        CommitState state = CommitState.UNSETTLED;
        while (state == CommitState.UNSETTLED && System.nanoTime() < deadline) {
            try (Connection connection = connector.open(run.runId().sessionName())) {
                state = ask(connection, mark);
            } catch (SQLException | OuigateException e) {
                LOG.log(Level.FINE, "cannot ask yet what became of the commit", e);
            }
            if (state == CommitState.UNSETTLED) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
        return state;
    }

    /** Asks once. The ledger's row is in the same commit: where it is, the matter is settled. */
    private CommitState ask(Connection connection, Optional<TransactionMark> mark) throws SQLException {
        Catalog catalog = run.dialect().catalog(connection);
        if (!catalog.identity().isSameDatabase(run.plan().target())
                || catalog.conditions().standby()) {
            return CommitState.UNSETTLED; // somebody else answers at this address: it cannot know
        }
        CommitState state = mark.isPresent()
                ? run.dialect().commitState(connection, mark.get())
                : CommitState.COMMITTED; // where there are no marks, nothing outlives its connection uncommitted
        if (isRecorded(connection)) {
            return CommitState.COMMITTED;
        }
        return state == CommitState.COMMITTED ? CommitState.ROLLED_BACK : state;
    }

    /**
     * Looks for this very run: a server that has crashed gives a transaction's number to another one if nothing of the
     * first had reached the disk, and that one may have committed.
     */
    private boolean isRecorded(Connection connection) throws SQLException {
        return run
                .ledger()
                .entries(connection, run.plan().job().tag(), run.plan().job().changeSet())
                .stream()
                .flatMap(entry -> entry.note().stream())
                .anyMatch(note -> note.runId().equals(run.runId()));
    }
}
