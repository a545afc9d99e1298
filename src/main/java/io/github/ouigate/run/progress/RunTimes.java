package io.github.ouigate.run.progress;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a run's time went into, in milliseconds.
 *
 * @param steps the stretches between the run's steps, in their order; all attempts together
 * @param writersShutOut how long writers were kept waiting at the most, all attempts together
 */
public record RunTimes(Map<String, Long> steps, long writersShutOut) {
    /** Nothing was begun. */
    public static final RunTimes NONE = new RunTimes(Map.of(), 0);

    public RunTimes {
        steps = new LinkedHashMap<>(steps);
    }
}
