package io.github.ouigate.run;

import io.github.ouigate.plan.Drift;
import java.time.Duration;

/**
 * How a run behaves.
 *
 * @param operator who started it, for the ledger
 * @param lockTimeout how long one attempt waits for a lock
 * @param lockAttempts how many attempts there are for each lock
 * @param maxDrift how far the counts may have moved since the plan
 * @param resolveTimeout how long the server is asked what became of a commit whose answer was lost
 */
public record RunSettings(
        String operator, Duration lockTimeout, int lockAttempts, Drift maxDrift, Duration resolveTimeout) {}
