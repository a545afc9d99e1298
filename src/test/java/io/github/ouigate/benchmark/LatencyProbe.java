package io.github.ouigate.benchmark;

import io.github.ouigate.testing.PostgresShop;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A session that executes the same short statement every 10 ms in its own transaction, to measure the waits of an
 * application.
 */
final class LatencyProbe implements AutoCloseable {
    private static final long PAUSE_MILLIS = 10;

    private final Connection connection;
    private final String sql;
    private final CompletableFuture<Double> longestWait;
    private volatile boolean stopping;

    private LatencyProbe(PostgresShop shop, String sql) throws SQLException {
        this.connection = shop.connect();
        this.sql = sql;
        connection.setAutoCommit(false);
        this.longestWait = CompletableFuture.supplyAsync(this::repeat, task -> new Thread(task, sql).start());
    }

    /** Starts a probe that takes the lock of a write and holds no other lock. */
    static LatencyProbe writing(PostgresShop shop, String table) throws SQLException {
        return new LatencyProbe(shop, "LOCK TABLE " + table + " IN ROW EXCLUSIVE MODE");
    }

    /** Starts a probe that looks up a row by the primary key. */
    static LatencyProbe reading(PostgresShop shop, String table) throws SQLException {
        return new LatencyProbe(
                shop, "SELECT count(*) FROM " + table + " WHERE id = '00000000-0000-4000-8000-000000000000'");
    }

    private double repeat() {
        List<Double> seconds = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            do {
                long start = System.nanoTime();
                statement.execute(sql);
                seconds.add((System.nanoTime() - start) / 1e9);
                connection.rollback();
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } while (!stopping);
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(sql, e);
        }
        seconds.sort(null);
        return seconds.get(seconds.size() - 1) - seconds.get(seconds.size() / 2);
    }

    /** Stops the probe and returns the difference in seconds between its slowest and its median statement. */
    double stop() {
        stopping = true;
        return longestWait.join();
    }

    @Override
    public void close() throws SQLException {
        stopping = true;
        connection.close();
    }
}
