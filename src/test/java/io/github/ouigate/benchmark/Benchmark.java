package io.github.ouigate.benchmark;

import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.util.List;
import java.util.stream.Stream;

/**
 * Compares ways to purge and to restore all conversations of a shop, as whole processes in turn, each on a fresh copy
 * of the same shop.
 */
public final class Benchmark {
    private Benchmark() {}

    /** Runs with the number of rounds and scenarios such as {@code 6/36} or {@code 1000/10000:restore}. */
    public static void main(String[] args) throws Exception {
        int rounds = Integer.parseInt(args[0]);
        List<Scenario> scenarios = Stream.of(args).skip(1).map(Scenario::parse).toList();
        printConditions(rounds);
        double secondsPerScannedMessage = Comparison.secondsPerScannedMessage();
        Results last = null;
        for (Scenario scenario : scenarios) {
            Results results = new Comparison(scenario, secondsPerScannedMessage).run(rounds);
            results.print();
            if (scenario.setting() == Setting.NO_INDEX && scenario.hasTraffic()) {
                if (last != null) {
                    results.printGrowth(last);
                }
                last = results;
            }
        }
    }

    private static void printConditions(int rounds) {
        PostgresShop shop = new PostgresShop(PostgresServer.newest());
        System.out.printf(
                "PostgreSQL %s, Java %s, %s, %d cores; fsync is %s, synchronous_commit %s, shared_buffers %s,"
                        + " autovacuum %s. Rounds: %d; the figures are medians.%n",
                shop.value("SHOW server_version"),
                Runtime.version(),
                System.getProperty("os.name"),
                Runtime.getRuntime().availableProcessors(),
                shop.value("SHOW fsync"),
                shop.value("SHOW synchronous_commit"),
                shop.value("SHOW shared_buffers"),
                shop.value("SHOW autovacuum"),
                rounds);
    }
}
