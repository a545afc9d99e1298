package io.github.ouigate.status;

import io.github.ouigate.db.session.RunSession;
import io.github.ouigate.ledger.RunId;
import java.util.List;
import java.util.Optional;

/**
 * A run that has a session on the server.
 *
 * @param operator who started it, if that is known: only the lock and the ledger name one
 */
public record Run(RunId id, Optional<String> operator, RunSession session) {
    /** Returns the sessions that block it and are not runs themselves. */
    List<RunSession.Blocker> strangers() {
        return session.waitingFor().stream()
                .filter(blocker -> !blocker.waits()
                        && RunId.startOf(blocker.session().application()).isEmpty())
                .toList();
    }

    /** Returns whether it waits for other runs only. */
    boolean waitsForAnotherRun() {
        return session.activity() == RunSession.Activity.WAITING && strangers().isEmpty();
    }
}
