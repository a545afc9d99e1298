package io.github.ouigate.run;

import java.time.Duration;
import java.util.Optional;

/**
 * The settings of a run.
 *
 * @param operator the name of the operator for the ledger
 * @param lockTimeout the longest wait for locks in one attempt
 * @param lockAttempts the number of attempts
 * @param maxDuration the longest time for which writers may be locked out
 * @param maxReaderWait the longest time for which readers may be locked out
 * @param resolveTimeout how long to query the server for the outcome of an unanswered commit
 */
public record RunSettings(
        String operator,
        Duration lockTimeout,
        int lockAttempts,
        Optional<Duration> maxDuration,
        Duration maxReaderWait,
        Duration resolveTimeout) {
    /** Returns a copy with another operator. */
    public RunSettings withOperator(String other) {
        return new RunSettings(other, lockTimeout, lockAttempts, maxDuration, maxReaderWait, resolveTimeout);
    }
}
