package io.github.ouigate.run.progress;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Measures the times between a run's steps, and how long writers were locked out. */
public final class Timings {
    private final Progress progress;
    private final Map<String, Long> nanos = new LinkedHashMap<>();
    private long writersShutOut;
    private Step lastStep = Step.STARTING;
    private long last = System.nanoTime();
    private long locking = last;
    private boolean shuttingOut;

    public Timings(Progress progress) {
        this.progress = progress;
    }

    /** Reports a step to the progress. The time of the report is not counted. */
    public void reached(Step step) {
        long now = System.nanoTime();
        nanos.merge(name(step), now - last, Long::sum);
        if (step == Step.LOCKING) {
            shuttingOut = true; // writers queue behind a waiting table lock
            locking = now;
        } else if (shuttingOut && (step == Step.COMMITTED || step == Step.UNDONE)) {
            shuttingOut = false;
            writersShutOut += now - locking;
        }
        progress.reached(step);
        lastStep = step;
        last = System.nanoTime();
    }

    /** Returns the time since the last request for table locks began. */
    public Duration sinceLockRequest() {
        return Duration.ofNanos(System.nanoTime() - locking);
    }

    /** Returns the times so far. */
    public RunTimes times() {
        Map<String, Long> millis = new LinkedHashMap<>();
        nanos.forEach((name, value) -> millis.put(name, value / 1_000_000));
        return new RunTimes(millis, writersShutOut / 1_000_000);
    }

    /** Returns the name of the interval that ends with a step. */
    private String name(Step step) {
        return switch (step) {
            case STARTING -> "session";
            case LOCKING -> "prepare";
            case LOCKED -> "lock";
            case COUNTED -> "count";
            case ARCHIVED -> "archive";
            case INDEXED -> "index";
            case TRUNCATED -> "truncate";
            case DELETED -> "delete";
            case CHECKED -> "check";
            case RESTORED -> "restore";
            case RECORDED -> "record";
            case PROVEN -> "prove";
            case COMMITTING, COMMITTED -> "commit";
            case UNDONE -> lastStep == Step.LOCKING ? "lock" : "rollback";
        };
    }
}
