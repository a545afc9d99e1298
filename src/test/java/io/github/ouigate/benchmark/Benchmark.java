package io.github.ouigate.benchmark;

import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.ScratchDirectory;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Ways to delete all conversations of a shop whose foreign key has no index: whole processes, in turn, each on a fresh
 * copy of the same shop.
 */
public final class Benchmark {
    private static final String OURS = "ouigate";
    private static final String ARCHIVING = "ouigate --archive";
    private static final String FLOOR = "plain JDBC, local index";
    private static final String COPY = "COPY into zstd (no delete)";
    private static final String NAIVE = "plain JDBC, two DELETEs";
    private static final String LIQUIBASE = "Liquibase CLI";
    private static final String TRUNCATE = "plain JDBC, TRUNCATE";

    private static final List<String> WAYS = List.of(OURS, FLOOR, ARCHIVING, COPY, NAIVE, LIQUIBASE, TRUNCATE);

    /** What scans whole tables is not measured where it is expected to take longer. */
    private static final double LONGEST_SECONDS = 60;

    private static final int SLOPE_THREADS = 4_000;
    private static final int SLOPE_MESSAGES = 40_000;

    private final int rounds;
    private final String classPath = System.getProperty("java.class.path");
    private double secondsPerPair;

    private Benchmark(int rounds) {
        this.rounds = rounds;
    }

    /** Conversations and messages. */
    private record Size(int threads, int messages) {
        static Size parse(String text) {
            String[] parts = text.split("/", -1);
            return new Size(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
        }

        @Override
        public String toString() {
            return threads + "/" + messages;
        }

        double pairs() {
            return (double) threads * messages;
        }

        /** Returns whether somebody wants to write meanwhile: in a small shop that would take longer than the purge. */
        boolean isWritten() {
            return messages >= 1_000;
        }
    }

    /** Runs with the number of rounds, and sizes as in {@code 6/36}. */
    public static void main(String[] args) throws Exception {
        Benchmark benchmark = new Benchmark(Integer.parseInt(args[0]));
        benchmark.slope();
        List<Size> sizes = Stream.of(args).skip(1).map(Size::parse).toList();
        Map<Size, Map<String, List<Cost>>> all = new LinkedHashMap<>();
        for (Size size : sizes) {
            all.put(size, benchmark.measure(size));
        }
        for (int i = 1; i < sizes.size(); i++) {
            printGrowth(sizes.get(i - 1), sizes.get(i), all);
        }
    }

    /** Says how a larger shop compares with the one before it. */
    private static void printGrowth(Size small, Size large, Map<Size, Map<String, List<Cost>>> all) {
        for (String way : List.of(OURS, ARCHIVING)) {
            Map<String, List<Cost>> less = all.getOrDefault(small, Map.of());
            Map<String, List<Cost>> more = all.getOrDefault(large, Map.of());
            System.out.printf(
                    Locale.ROOT,
                    "%n%s, %s against %s: %.2f x the memory, %.2f x the time a message.%n",
                    way,
                    large,
                    small,
                    median(more, way, Cost::memory) / median(less, way, Cost::memory),
                    median(more, way, Cost::seconds)
                            / large.messages()
                            / (median(less, way, Cost::seconds) / small.messages()));
        }
    }

    /** Measures what a deleted conversation costs for each message that is scanned for it. */
    private void slope() throws Exception {
        PostgresShop shop = new PostgresShop(PostgresServer.newest()).fill(SLOPE_THREADS, SLOPE_MESSAGES);
        secondsPerPair = cost(NAIVE, shop, false).seconds() / SLOPE_THREADS / SLOPE_MESSAGES;
        System.out.printf(
                "PostgreSQL %s, Java %s, %s, %d cores; fsync is off; %d rounds, medians%n",
                shop.value("SHOW server_version"),
                Runtime.version(),
                System.getProperty("os.name"),
                Runtime.getRuntime().availableProcessors(),
                rounds);
    }

    private Map<String, List<Cost>> measure(Size size) throws Exception {
        PostgresShop shop = new PostgresShop(PostgresServer.newest()).fill(size.threads(), size.messages());
        shop.execute("VACUUM");
        Map<String, List<Cost>> costs = new LinkedHashMap<>();
        boolean scans = secondsPerPair * size.pairs() <= LONGEST_SECONDS;
        List<String> ways = new ArrayList<>(WAYS);
        if (!scans) {
            ways.removeAll(List.of(NAIVE, LIQUIBASE));
        }
        for (int round = 0; round < rounds; round++) {
            for (String way : ways) {
                costs.computeIfAbsent(way, any -> new ArrayList<>()).add(cost(way, shop, size.isWritten()));
            }
            Collections.reverse(ways);
        }
        shop.drop();
        print(size, costs, scans);
        return costs;
    }

    private Cost cost(String way, PostgresShop template, boolean withWriter) throws Exception {
        PostgresShop shop = template.copy();
        String others = others(shop);
        try (ScratchDirectory scratch = new ScratchDirectory()) {
            shop.execute("CHECKPOINT");
            Cost cost = Cost.of(command(way, shop, scratch.path()), shop, withWriter);
            boolean done = way.equals(COPY) || shop.conversations().isEmpty();
            if (!done || !others(shop).equals(others)) {
                throw new IllegalStateException(way + " has not done what it was to do");
            }
            return cost;
        } finally {
            shop.drop();
        }
    }

    private static String others(PostgresShop shop) {
        return shop.usersAndOrders().toString();
    }

    private List<String> command(String way, PostgresShop shop, Path directory) {
        return switch (way) {
            case OURS -> List.of("scripts/ouigate", "apply", "--url=" + shop.url(), "-Dconfirmation=OUI");
            case ARCHIVING ->
                List.of(
                        "scripts/ouigate",
                        "apply",
                        "--url=" + shop.url(),
                        "-Dconfirmation=OUI",
                        "--archive=" + directory);
            case LIQUIBASE ->
                List.of(
                        "java",
                        "-Dconfirmation=OUI",
                        "-Dliquibase.analytics.enabled=false",
                        "-cp",
                        libraries(),
                        "liquibase.integration.commandline.LiquibaseCommandLine",
                        "--search-path=.",
                        "update",
                        "--changelog-file=changelogs/support-threads.yaml",
                        "--contexts=manual",
                        "--url=" + jdbc(shop),
                        "--username=postgres",
                        "--password=unused");
            case FLOOR -> plain("floor", shop, directory);
            case COPY -> plain("copy", shop, directory);
            case NAIVE -> plain("naive", shop, directory);
            default -> plain("truncate", shop, directory);
        };
    }

    /** Liquibase with its own libraries and the driver, and nothing of ouigate. */
    private String libraries() {
        return Stream.of(classPath.split(File.pathSeparator, -1))
                .filter(entry -> entry.endsWith(".jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private List<String> plain(String way, PostgresShop shop, Path directory) {
        return List.of(
                "java",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                PlainJdbc.class.getName(),
                way,
                jdbc(shop) + "?user=postgres",
                directory.toString());
    }

    private static String jdbc(PostgresShop shop) {
        return "jdbc:postgresql://localhost:" + shop.server().port() + "/" + shop.database();
    }

    private void print(Size size, Map<String, List<Cost>> costs, boolean scans) {
        System.out.printf("%n### %,d conversations, %,d messages%n%n", size.threads(), size.messages());
        System.out.println("| way | wall | of the local index | writers shut out | WAL | peak memory |");
        System.out.println("|---|--:|--:|--:|--:|--:|");
        double floor = median(costs, FLOOR, Cost::seconds);
        costs.forEach((way, all) -> System.out.printf(
                Locale.ROOT,
                "| %s | %.2f s | %.2f | %s | %.1f MB | %.0f MB |%n",
                way,
                median(costs, way, Cost::seconds),
                median(costs, way, Cost::seconds) / floor,
                seconds(median(costs, way, Cost::shutOut)),
                median(costs, way, Cost::wal),
                median(costs, way, Cost::memory)));
        double naive = scans ? median(costs, NAIVE, Cost::seconds) : secondsPerPair * size.pairs();
        if (!scans) {
            System.out.printf(
                    Locale.ROOT, "| %s | extrapolated: %.0f min | %.0f | | | |%n", NAIVE, naive / 60, naive / floor);
        }
        double ours = median(costs, OURS, Cost::seconds);
        System.out.printf(
                Locale.ROOT,
                "%nouigate takes %.2f x the local index by plain JDBC%s; two DELETEs take %.1f x as long as ouigate;"
                        + " with an archive %.2f x (COPY into zstd and the local index).%n",
                ours / floor,
                scans
                        ? String.format(
                                Locale.ROOT, ", %.2f x Liquibase", ours / median(costs, LIQUIBASE, Cost::seconds))
                        : "",
                naive / ours,
                median(costs, ARCHIVING, Cost::seconds) / (floor + median(costs, COPY, Cost::seconds)));
    }

    private static String seconds(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.2f s", value);
    }

    private static double median(Map<String, List<Cost>> costs, String way, ToDoubleFunction<Cost> figure) {
        List<Cost> all = costs.getOrDefault(way, List.of());
        return all.stream().mapToDouble(figure).sorted().toArray()[all.size() / 2];
    }
}
