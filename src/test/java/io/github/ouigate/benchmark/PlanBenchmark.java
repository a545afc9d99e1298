package io.github.ouigate.benchmark;

import io.github.ouigate.db.Connector;
import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.postgres.PostgresDialect;
import io.github.ouigate.db.url.DatabaseUrl;
import io.github.ouigate.job.Changelog;
import io.github.ouigate.job.Job;
import io.github.ouigate.job.lint.JobReader;
import io.github.ouigate.ledger.Ledger;
import io.github.ouigate.plan.Guards;
import io.github.ouigate.planner.Planner;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Measures a plan in addition to its counts: plain {@code SELECT count(*)} of the counted tables, and the plan, in turn
 * on one connection.
 */
public final class PlanBenchmark {
    private PlanBenchmark() {}

    /** The work to measure. */
    private interface Work {
        void run() throws SQLException;
    }

    /** Runs with the numbers of conversations, messages and rounds. */
    public static void main(String[] args) throws SQLException {
        int threads = Integer.parseInt(args[0]);
        int messages = Integer.parseInt(args[1]);
        int rounds = Integer.parseInt(args[2]);
        PostgresShop shop = new PostgresShop(PostgresServer.newest()).fill(threads, messages);
        shop.execute("VACUUM ANALYZE");
        Job job = new JobReader().read(Changelog.bundled(Changelog.DEFAULT), Map.of());
        Connector connector = new Connector(DatabaseUrl.parse(shop.url()), new PostgresDialect());
        Dialect dialect = connector.dialect();
        Planner planner = new Planner(dialect, new Ledger(dialect, null));
        List<Double> counts = new ArrayList<>();
        List<Double> plans = new ArrayList<>();
        try (Connection connection = connector.open("benchmark")) {
            Work count = () -> count(connection);
            Work plan = () -> planner.plan(connection, job, Guards.NONE, false);
            for (int round = 0; round <= rounds; round++) {
                boolean countsFirst = round % 2 == 0;
                double first = millis(countsFirst ? count : plan);
                double second = millis(countsFirst ? plan : count);
                if (round > 0) { // the first one warms up
                    counts.add(countsFirst ? first : second);
                    plans.add(countsFirst ? second : first);
                }
            }
        }
        System.out.printf("%d conversations, %d messages, %d rounds, medians%n", threads, messages, rounds);
        System.out.printf("counts alone  %8.1f ms%n", median(counts));
        System.out.printf("plan          %8.1f ms%n", median(plans));
        System.out.printf("beyond them   %8.1f ms%n", median(plans) - median(counts));
    }

    private static void count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : new String[] {"messages", "message_threads", "users", "orders"}) {
                statement.execute("SELECT count(*) FROM " + table);
            }
        }
    }

    private static double millis(Work work) throws SQLException {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e6;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
