package io.github.ouigate.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Measures a run between its steps. */
final class Timings implements Progress {
    private final Progress next;
    private final LongSupplier nanoTime;
    private final Map<String, Long> nanos = new LinkedHashMap<>();
    private long last;

    Timings(Progress next, LongSupplier nanoTime) {
        this.next = next;
        this.nanoTime = nanoTime;
        this.last = nanoTime.getAsLong();
    }

    @Override
    public void reached(Step step) {
        long now = nanoTime.getAsLong();
        nanos.merge(name(step), now - last, Long::sum);
        next.reached(step);
        last = nanoTime.getAsLong();
    }

    /** Returns what the time went into, in milliseconds, in the order of the run. */
    Map<String, Long> millis() {
        Map<String, Long> millis = new LinkedHashMap<>();
        nanos.forEach((name, value) -> millis.put(name, value / 1_000_000));
        return millis;
    }

    /** Names the stretch that ends with a step. */
    private static String name(Step step) {
        return switch (step) {
            case STARTING -> "session";
            case LOCKING -> "prepare";
            case LOCKED -> "lock";
            case DELETED -> "delete";
            case RECORDED -> "record";
            case COMMITTING -> "prove";
            case COMMITTED -> "commit";
        };
    }
}
