package io.github.ouigate.chaos;

import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Executes trials in order, on copies of one shop on its own server, which some trials stop. */
final class CampaignRunner implements AutoCloseable {
    private static final Way[] WAYS = Way.values();

    private final long seed;
    private final PostgresServer server;
    private final PostgresShop original;
    private final PostgresShop truncatable;

    /** Starts a server of a version and fills a shop of a size. */
    CampaignRunner(int version, int conversations, int messages, long seed) {
        this.seed = seed;
        this.server = PostgresServer.start(version);
        this.original = ChaosShop.fill(new PostgresShop(server), conversations, messages);
        this.truncatable = ChaosShop.makeTruncatable(original.copy());
    }

    /** Executes a trial; every second one has concurrent writers. Any failure in it is a violation. */
    Trial test(Disturbance fault, int number) {
        long start = System.nanoTime();
        SplittableRandom random =
                new SplittableRandom(seed + 1_000_003L * number + fault.name().hashCode());
        boolean withWriters = number % 2 == 1;
        DisturbedRun ordeal = ordeal(fault, random);
        Way way = WAYS[number / 2 % WAYS.length];
        PostgresShop shop = (way == Way.TRUNCATE ? truncatable : original).copy();
        DisturbanceTrial examination = new DisturbanceTrial(shop, ordeal, fault == Disturbance.STOP, way);
        List<String> violations = new ArrayList<>();
        try {
            if (withWriters) {
                examination.runAmongWriters(random);
            } else {
                examination.runAlone();
            }
        } catch (AssertionError | RuntimeException e) {
            violations.add("the trial itself failed: " + e);
        }
        violations.addAll(examination.violations());
        shop.drop();
        return new Trial(
                fault,
                number,
                withWriters,
                way + ", " + ordeal,
                examination.ending(),
                examination.fate(),
                violations,
                new TimeSpan(start, System.nanoTime()).millis());
    }

    private static DisturbedRun ordeal(Disturbance fault, SplittableRandom random) {
        return switch (fault) {
            case KILL -> ProcessKill.random(random);
            case CUT -> ConnectionCut.random(random);
            case STOP -> ServerStop.random(random);
        };
    }

    @Override
    public void close() {
        server.close();
    }
}
