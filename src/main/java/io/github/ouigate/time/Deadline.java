package io.github.ouigate.time;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A moment by the monotonic clock until which something is tried or waited for. */
public final class Deadline {
    private final long end;

    private Deadline(long end) {
        this.end = end;
    }

    /** Returns the deadline that is {@code time} from now; 292 years at most. */
    public static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + TimeUnit.NANOSECONDS.convert(time));
    }

    /** Returns the time that is left; negative once the deadline has passed. */
    public Duration left() {
        return Duration.ofNanos(end - System.nanoTime());
    }

    /** Returns whether the deadline has passed. */
    public boolean isOver() {
        return end - System.nanoTime() <= 0;
    }
}
