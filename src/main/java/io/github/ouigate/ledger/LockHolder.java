package io.github.ouigate.ledger;

import java.time.Duration;
import java.util.Optional;

/**
 * The holder of Liquibase's lock.
 *
 * @param lockedBy the holder's name in LOCKEDBY
 * @param age the time since it took the lock, by the server's clock
 */
public record LockHolder(String lockedBy, Duration age) {
    /** Returns the operator of the run, which the lock's name contains in parentheses. */
    public Optional<String> operator() {
        return run().map(run -> lockedBy.substring(run.sessionName().length()).strip())
                .filter(rest -> rest.startsWith("(") && rest.endsWith(")"))
                .map(rest -> rest.substring(1, rest.length() - 1));
    }

    /** Returns the run of ouigate that holds the lock; empty for other holders. */
    public Optional<RunId> run() {
        return RunId.startOf(lockedBy);
    }
}
