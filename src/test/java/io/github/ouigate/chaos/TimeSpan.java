package io.github.ouigate.chaos;

import java.util.concurrent.TimeUnit;

/**
 * A time, by {@link System#nanoTime}.
 *
 * @param began the first moment
 * @param ended the last moment
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
