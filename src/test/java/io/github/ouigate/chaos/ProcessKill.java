package io.github.ouigate.chaos;

import io.github.ouigate.testing.OuigateProcess;
import io.github.ouigate.testing.PostgresShop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** A process of the program that is killed with {@code kill -9}. */
record ProcessKill(DisturbancePoint moment) implements DisturbedRun {
    private static final int SLOWNESS = 5; // a JVM that has just started
    private static final int KILLED = 128 + 9;
    private static final Duration BETWEEN_LOOKS = Duration.ofNanos(100_000);

    static ProcessKill random(RandomGenerator random) {
        return new ProcessKill(DisturbancePoint.random(random, SLOWNESS));
    }

    @Override
    public RunEnd run(PostgresShop shop, List<String> options) {
        List<String> args = new ArrayList<>(List.of("apply", "--url", shop.url()));
        args.addAll(options);
        try (OuigateProcess process = OuigateProcess.startAndAnnounce(args.toArray(String[]::new))) {
            while (process.isAlive() && !steps(process.out()).contain(moment.point())) {
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            }
            moment.sleep();
            process.kill();
            return process.exitCode() == KILLED
                    ? new RunEnd(OptionalInt.empty(), steps(process.out()).last(), process.output())
                    : new RunEnd(OptionalInt.of(process.exitCode()), RunEnd.MISSED, process.output());
        }
    }

    @Override
    public boolean canAskAfterwards() {
        return false; // nobody is left to ask
    }

    /** Parses the steps that a process has printed, one a line. */
    private static Steps steps(String out) {
        Steps steps = new Steps();
        out.substring(0, out.lastIndexOf('\n') + 1)
                .lines()
                .filter(line -> line.startsWith("AT "))
                .forEach(line -> steps.add(line.substring("AT ".length())));
        return steps;
    }
}
