package io.github.ouigate.chaos;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The moment of a fault: a delay after the run has reached a point.
 *
 * @param point the name in {@link Steps}
 */
record DisturbancePoint(String point, Duration delay) {
    /** A point, its probability weight, and the time that the run takes to the next point. */
    private record Stretch(String from, int weight, Duration length) {}

    private static final List<Stretch> STRETCHES = List.of(
            new Stretch(Steps.START, 1, Duration.ofMillis(100)),
            new Stretch("STARTING", 1, Duration.ofMillis(30)),
            new Stretch("LOCKING", 2, Duration.ofMillis(10)),
            new Stretch("LOCKED", 1, Duration.ofMillis(20)),
            new Stretch("COUNTED", 2, Duration.ofMillis(40)),
            new Stretch("DELETED", 2, Duration.ofMillis(40)),
            new Stretch("DELETED:2", 3, Duration.ofMillis(10)),
            new Stretch("CHECKED", 2, Duration.ofMillis(4)),
            new Stretch("RECORDED", 1, Duration.ofMillis(4)),
            new Stretch("PROVEN", 1, Duration.ofMillis(2)),
            new Stretch("COMMITTING", 6, Duration.ofMillis(3)),
            new Stretch("COMMITTED", 3, Duration.ofMillis(20)));
    /** The points in the order of a run. */
    static final List<String> POINTS = Stream.concat(STRETCHES.stream().map(Stretch::from), Stream.of(RunEnd.MISSED))
            .toList();

    private static final int WEIGHTS =
            STRETCHES.stream().mapToInt(Stretch::weight).sum();

    /** Returns a random moment; {@code slowness} is the run time relative to a warm JVM. */
    static DisturbancePoint random(RandomGenerator random, int slowness) {
        int left = random.nextInt(WEIGHTS);
        int chosen = 0;
        while (left >= STRETCHES.get(chosen).weight()) {
            left -= STRETCHES.get(chosen).weight();
            chosen++;
        }
        Stretch stretch = STRETCHES.get(chosen);
        long longest = stretch.length().multipliedBy(slowness).toNanos();
        return new DisturbancePoint(stretch.from(), Duration.ofNanos(random.nextLong(longest)));
    }

    /** Waits from the point to the moment. */
    void sleep() {
        long end = System.nanoTime() + delay.toNanos();
        for (long left = delay.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    @Override
    public String toString() {
        return delay.toNanos() / 1000 + " µs after " + point;
    }
}
