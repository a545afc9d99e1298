package io.github.ouigate.run.progress;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The times of a run in milliseconds.
 *
 * @param steps the time before each step, in order, summed over all attempts
 * @param writersShutOut the longest possible wait of writers, summed over all attempts
 */
public record RunTimes(Map<String, Long> steps, long writersShutOut) {
    /** The times of a run that did not begin. */
    public static final RunTimes NONE = new RunTimes(Map.of(), 0);

    public RunTimes {
        steps = new LinkedHashMap<>(steps);
    }
}
