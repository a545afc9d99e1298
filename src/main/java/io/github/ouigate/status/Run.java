package io.github.ouigate.status;

import io.github.ouigate.db.session.RunSession;
import io.github.ouigate.ledger.RunId;
import java.util.List;
import java.util.Optional;

/**
 * A run with a session on the server.
 *
 * @param operator the operator, if the lock or the ledger names one
 */
public record Run(RunId id, Optional<String> operator, RunSession session) {
    /** Returns the sessions that block the run and are not runs themselves. */
    List<RunSession.Blocker> strangers() {
        return session.waitingFor().stream()
                .filter(blocker -> !blocker.waits()
                        && RunId.startOf(blocker.session().application()).isEmpty())
                .toList();
    }

    /** Returns whether the run waits only for other runs. */
    boolean waitsForAnotherRun() {
        return session.activity() == RunSession.Activity.WAITING && strangers().isEmpty();
    }
}
