package io.github.ouigate.benchmark;

import io.github.ouigate.testing.PostgresShop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * What a process took.
 *
 * @param seconds from its start to its end
 * @param shutOut the seconds that a session waited at the most which wanted to write to the messages all the while; NaN
 *     where there was no such session
 * @param wal the megabytes that the server wrote to its log
 * @param memory the megabytes that the process had resident at the most
 */
record Cost(double seconds, double shutOut, double wal, double memory) {
    /**
     * Runs a process on a shop, and expects it to end well.
     *
     * @param withWriter whether a session wants to write meanwhile
     */
    static Cost of(List<String> command, PostgresShop shop, boolean withWriter) throws Exception {
        double walBefore = wal(shop);
        AtomicLong longest = new AtomicLong();
        AtomicBoolean ended = new AtomicBoolean();
        Thread writer = new Thread(() -> write(shop, longest, ended), "writer");
        if (withWriter) {
            writer.start();
        }
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", "benchmark.log").toFile())
                .start();
        long kilobytes = 0;
        while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
            kilobytes = Math.max(kilobytes, highWaterMark(process.pid()));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        ended.set(true);
        writer.join();
        if (process.exitValue() != 0) {
            throw new IllegalStateException(
                    command + " ended with " + process.exitValue() + ", see target/benchmark.log");
        }
        double shutOut = withWriter ? longest.get() / 1e9 : Double.NaN;
        return new Cost(seconds, shutOut, wal(shop) - walBefore, kilobytes / 1e3);
    }

    private static double wal(PostgresShop shop) {
        return Double.parseDouble(shop.value("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn")) / 1e6;
    }

    /** Wants, again and again, the lock that a write takes; it holds nothing while it waits. */
    private static void write(PostgresShop shop, AtomicLong longest, AtomicBoolean ended) {
        try (Connection connection = shop.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            while (!ended.get()) {
                long start = System.nanoTime();
                statement.execute("LOCK TABLE messages IN ROW EXCLUSIVE MODE");
                longest.accumulateAndGet(System.nanoTime() - start, Math::max);
                connection.rollback();
                TimeUnit.MILLISECONDS.sleep(10);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns the most memory that a process has held so far, in kB; 0 where nobody tells. */
    private static long highWaterMark(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(pid), "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException e) {
            return 0; // it has ended
        }
    }
}
