package io.github.ouigate.benchmark;

import io.github.ouigate.cli.ExitCode;
import io.github.ouigate.testing.PostgresShop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The cost of a process.
 *
 * @param seconds the time from its start to its end
 * @param writerWait the longest wait in seconds of a session that writes to the messages; NaN without one
 * @param readerWait the longest wait in seconds of a session that reads a table; NaN without one
 * @param wal the megabytes of write-ahead log
 * @param memory the maximum resident set in megabytes
 * @param refused whether ouigate ended without having changed anything
 */
record Cost(double seconds, double writerWait, double readerWait, double wal, double memory, boolean refused) {
    private static final Path LOG = Path.of("target", "benchmark.log");

    /** Runs a process on a shop without concurrent sessions; it must succeed or refuse. */
    static Cost of(List<String> command, PostgresShop shop) throws Exception {
        double walBefore = wal(shop);
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(LOG.toFile())
                .start();
        long kilobytes = 0;
        while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
            kilobytes = Math.max(kilobytes, highWaterMark(process.pid()));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        boolean refused = List.of(ExitCode.REFUSED.code(), ExitCode.BUSY.code()).contains(process.exitValue());
        if (process.exitValue() != 0 && !refused) {
            throw new IllegalStateException(command.get(0) + " ended with " + process.exitValue() + ", see " + LOG);
        }
        return new Cost(seconds, Double.NaN, Double.NaN, wal(shop) - walBefore, kilobytes / 1e3, refused);
    }

    /** Runs a process on a shop with concurrent readers and writers. */
    static Cost withTraffic(List<String> command, PostgresShop shop) throws Exception {
        try (LatencyProbe writer = LatencyProbe.writing(shop, "messages");
                LatencyProbe reader = LatencyProbe.reading(shop, "messages");
                LatencyProbe another = LatencyProbe.reading(shop, "message_threads")) {
            Cost cost = of(command, shop);
            double readerWait = Math.max(reader.stop(), another.stop());
            return new Cost(cost.seconds, writer.stop(), readerWait, cost.wal, cost.memory, cost.refused);
        }
    }

    private static double wal(PostgresShop shop) {
        return Double.parseDouble(shop.value("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn")) / 1e6;
    }

    /** Returns the maximum resident set so far in kB; 0 if the platform does not report it. */
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
