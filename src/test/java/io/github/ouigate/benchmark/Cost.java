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
 * What a process took.
 *
 * @param seconds from its start to its end
 * @param writerWait the seconds that a session which writes to the messages waited at the most; NaN if there was none
 * @param readerWait the seconds that a session which reads one of the tables waited at the most; NaN if there was none
 * @param wal the megabytes that the server wrote to its log
 * @param memory the megabytes that the process had resident at the most
 * @param refused whether it was ouigate, and ended without having changed anything
 */
record Cost(double seconds, double writerWait, double readerWait, double wal, double memory, boolean refused) {
    private static final Path LOG = Path.of("target", "benchmark.log");

    /** Runs a process on a shop that nobody else uses, and expects it to end well or to refuse. */
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

    /** Runs a process on a shop that others read and write meanwhile. */
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
