package io.github.ouigate.chaos;

import io.github.ouigate.testing.PostgresShop;
import java.time.Duration;
import java.util.List;

/** A run of {@code apply} with a fault. */
interface DisturbedRun {
    /** How long a run queries the outcome of its commit if it will get an answer. */
    Duration PATIENCE = Duration.ofSeconds(20);

    /** How long it queries the outcome if the server is unreachable. */
    Duration IMPATIENCE = Duration.ofMillis(300);

    /** Runs on a shop with the given options and those that the fault requires. */
    RunEnd run(PostgresShop shop, List<String> options);

    /** Returns whether the server answers soon after the fault, so that the outcome must be known. */
    boolean canAskAfterwards();
}
