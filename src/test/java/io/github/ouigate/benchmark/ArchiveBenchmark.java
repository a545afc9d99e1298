package io.github.ouigate.benchmark;

import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Whole processes, in turn, each on a copy of the same shop: {@code apply} without and with an archive, the restore of
 * it, and {@code COPY} piped into {@code zstd -3}, which neither locks, deletes nor reads again what it has written.
 */
public final class ArchiveBenchmark {
    private static final String COPY =
            "for t in messages message_threads; do psql -qX -d \"$0\" -c \"COPY $t TO STDOUT (FORMAT csv, HEADER)\""
                    + " | zstd -q -3 > \"$1/$t.csv.zst\" || exit 1; done";

    private ArchiveBenchmark() {}

    /** What a process took. */
    private record Cost(double seconds, double megabytes) {}

    /** Runs with the number of conversations, of messages, and of rounds. */
    public static void main(String[] args) throws Exception {
        int threads = Integer.parseInt(args[0]);
        int messages = Integer.parseInt(args[1]);
        int rounds = Integer.parseInt(args[2]);
        PostgresShop shop = new PostgresShop(PostgresServer.newest()).fill(threads, messages);
        shop.execute(
                "UPDATE messages SET body = md5(id::text) || repeat(' Bonjour, où est ma commande ?', 4)"
                        + " || md5(random()::text) || md5(random()::text)",
                "CREATE INDEX ON messages (thread_id)",
                "VACUUM FULL",
                "ANALYZE");
        String size = shop.value("SELECT pg_size_pretty(pg_table_size('messages') + pg_table_size('message_threads'))");
        Map<String, List<Cost>> costs = new LinkedHashMap<>();
        long archived = 0;
        for (int round = 0; round < rounds; round++) {
            Path directory = Files.createTempDirectory("archive-benchmark");
            try {
                PostgresShop plain = shop.copy();
                cost(costs, "apply", ouigate("apply", plain));
                plain.drop();
                PostgresShop copied = shop.copy();
                cost(costs, "COPY | zstd -3", List.of("sh", "-c", COPY, copied.url(), directory.toString()));
                String option = "--archive=" + directory;
                cost(costs, "apply --archive", ouigate("apply", copied, option));
                archived = size(directory.resolve("support-threads-purge"));
                cost(costs, "restore", ouigate("restore", copied, option));
                copied.drop();
            } finally {
                delete(directory);
            }
        }
        System.out.printf("%d conversations, %d messages, %s, %d rounds, medians%n", threads, messages, size, rounds);
        System.out.printf("archive: %.1f MB%n", archived / 1e6);
        double base = median(costs.getOrDefault("COPY | zstd -3", List.of()), Cost::seconds);
        costs.forEach((name, all) -> System.out.printf(
                "%-16s %7.2f s %6.2f x %7.0f MB at the most in one process%n",
                name, median(all, Cost::seconds), median(all, Cost::seconds) / base, median(all, Cost::megabytes)));
    }

    private static List<String> ouigate(String command, PostgresShop shop, String... options) {
        List<String> all = new ArrayList<>(
                List.of("scripts/ouigate", command, "--url=" + shop.url(), "-Dconfirmation=OUI", "--json"));
        all.addAll(List.of(options));
        return all;
    }

    private static void cost(Map<String, List<Cost>> costs, String name, List<String> command) throws Exception {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        long kilobytes = 0;
        while (!process.waitFor(10, TimeUnit.MILLISECONDS)) {
            kilobytes = Math.max(kilobytes, peak(process));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (process.exitValue() != 0) {
            throw new IllegalStateException(name + " ended with " + process.exitValue());
        }
        costs.computeIfAbsent(name, any -> new ArrayList<>()).add(new Cost(seconds, kilobytes / 1e3));
    }

    /** Returns the most memory that a process or one of its children has held so far, in kB; 0 where nobody tells. */
    private static long peak(Process process) {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .mapToLong(handle -> highWaterMark(handle.pid()))
                .max()
                .orElse(0);
    }

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

    private static long size(Path directory) throws IOException {
        long sum = 0;
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                sum += Files.size(file);
            }
        }
        return sum;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static double median(List<Cost> costs, ToDoubleFunction<Cost> figure) {
        return costs.stream().mapToDouble(figure).sorted().toArray()[costs.size() / 2];
    }
}
