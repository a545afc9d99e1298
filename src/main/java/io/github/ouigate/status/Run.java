package io.github.ouigate.status;

import io.github.ouigate.db.RunSession;
import io.github.ouigate.ledger.RunId;
import java.util.List;
import java.util.Optional;

/**
 * A run that has a session on the server.
 *
 * @param operator who started it, if that is known: only the lock and the ledger name one
 */
public record Run(RunId id, Optional<String> operator, RunSession session) {
    /** Returns who has to end before it can go on, other runs left out: those have blockers of their own to tell of. */
    List<RunSession.Blocker> strangers() {
        return session.waitingFor().stream()
                .filter(blocker -> !blocker.waits()
                        && RunId.startOf(blocker.session().application()).isEmpty())
                .toList();
    }

    /** Returns whether nothing can be done about it but to wait for another run. */
    boolean waitsForAnotherRun() {
        return session.activity() == RunSession.Activity.WAITING && strangers().isEmpty();
    }
}
