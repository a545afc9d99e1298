package io.github.ouigate.chaos;

import java.util.concurrent.TimeUnit;

/**
 * A time span in {@link System#nanoTime}.
 *
 * @param began the start
 * @param ended the end
 */
record TimeSpan(long began, long ended) {
    boolean contains(long moment) {
        return began <= moment && moment <= ended;
    }

    long millis() {
        return TimeUnit.NANOSECONDS.toMillis(ended - began);
    }

    double seconds() {
        return (ended - began) / 1e9;
    }
}
