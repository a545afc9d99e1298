package io.github.ouigate.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition that another process or server will establish. */
public final class Await {
    static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    private Await() {}

    /** Waits until {@code condition} holds; after a timeout, {@code found} describes the actual state. */
    public static void until(String awaited, BooleanSupplier condition, Supplier<?> found) {
        until(awaited, PATIENCE, condition, found);
    }

    /** Waits for at most {@code patience}. */
    public static void until(String awaited, Duration patience, BooleanSupplier condition, Supplier<?> found) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited " + patience + " for " + awaited + ", found: " + found.get());
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }
}
