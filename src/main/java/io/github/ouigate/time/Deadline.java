package io.github.ouigate.time;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A point in time on the monotonic clock that limits waits and retries. */
public final class Deadline {
    private final long end;

    private Deadline(long end) {
        this.end = end;
    }

    /** Returns the deadline {@code time} from now; at most 292 years. */
    public static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + TimeUnit.NANOSECONDS.convert(time));
    }

    /** Returns the remaining time; negative once the deadline has passed. */
    public Duration left() {
        return Duration.ofNanos(end - System.nanoTime());
    }

    /** Returns whether the deadline has passed. */
    public boolean isOver() {
        return end - System.nanoTime() <= 0;
    }
}
