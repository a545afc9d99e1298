package io.github.ouigate.run;

import java.time.Duration;
import java.util.Optional;

/**
 * How a run behaves.
 *
 * @param operator who started it, for the ledger
 * @param lockTimeout how long one attempt waits for a lock
 * @param lockAttempts how many attempts there are
 * @param maxDuration how long writers may be shut out at the most
 * @param maxReaderWait how long readers may be shut out at the most, where the run needs that
 * @param resolveTimeout how long the server is asked what became of a commit whose answer was lost
 */
public record RunSettings(
        String operator,
        Duration lockTimeout,
        int lockAttempts,
        Optional<Duration> maxDuration,
        Duration maxReaderWait,
        Duration resolveTimeout) {
    /** Returns the settings of a run that another operator started. */
    public RunSettings withOperator(String other) {
        return new RunSettings(other, lockTimeout, lockAttempts, maxDuration, maxReaderWait, resolveTimeout);
    }
}
