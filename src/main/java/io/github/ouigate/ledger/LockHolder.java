package io.github.ouigate.ledger;

import java.time.Duration;
import java.util.Optional;

/**
 * The holder of Liquibase's lock.
 *
 * @param lockedBy the holder, as it named itself
 * @param age how long it has had the lock, by the server's clock
 */
public record LockHolder(String lockedBy, Duration age) {
    /** Returns who started that run, as the lock's name has it in parentheses. */
    public Optional<String> operator() {
        return run().map(run -> lockedBy.substring(run.sessionName().length()).strip())
                .filter(rest -> rest.startsWith("(") && rest.endsWith(")"))
                .map(rest -> rest.substring(1, rest.length() - 1));
    }

    /** Returns the run of ouigate that took the lock, if it was one. */
    public Optional<RunId> run() {
        return RunId.startOf(lockedBy);
    }
}
