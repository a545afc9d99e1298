package io.github.ouigate.chaos;

import io.github.ouigate.testing.PostgresShop;
import java.time.Duration;
import java.util.List;

/** A run of {@code apply} with a fault in it. */
interface DisturbedRun {
    /** How long a run asks for its commit where it is going to get an answer. */
    Duration PATIENCE = Duration.ofSeconds(20);

    /** How long it asks where nobody answers. */
    Duration IMPATIENCE = Duration.ofMillis(300);

    /** Runs it on a shop, with these options and those that the fault needs. */
    RunEnd endure(PostgresShop shop, List<String> options);

    /** Returns whether the server answers again soon after the fault: the run then has no reason not to know. */
    boolean canAskAfterwards();
}
