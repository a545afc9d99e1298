package io.github.ouigate.chaos;

import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The effects of a purge on writers and readers.
 *
 * @param phases the time of each phase
 * @param purge the result of the purge
 * @param samples the number of checks whether readers wait for a lock
 */
record WorkReport(
        Map<Phase, TimeSpan> phases,
        Result purge,
        List<Write> writes,
        List<TimeSpan> reads,
        long samples,
        List<String> violations) {
    /** The phases of the measurement. */
    enum Phase {
        BEFORE,
        /** The run plans and acquires its locks. */
        UNTIL_LOCKED,
        /** Writers are locked out until the commit. */
        LOCKED,
        AFTER
    }

    WorkReport {
        phases = Map.copyOf(phases);
        writes = List.copyOf(writes);
        reads = List.copyOf(reads);
        violations = List.copyOf(violations);
    }

    private TimeSpan span(Phase phase) {
        return Objects.requireNonNull(phases.get(phase));
    }

    private List<TimeSpan> committed() {
        return writes.stream()
                .filter(write -> write.answer() == Write.Answer.COMMITTED)
                .map(Write::span)
                .toList();
    }

    /** Returns the number of transactions that found their conversation deleted. */
    long gone() {
        return writes.stream()
                .filter(write -> write.answer() == Write.Answer.GONE)
                .count();
    }

    /** Returns the report as Markdown. */
    String markdown() {
        MarkdownTable table = new MarkdownTable("", "before", "until locked", "locked", "after");
        List<TimeSpan> written = writes.stream().map(Write::span).toList();
        addRow(table, "seconds", phase -> "%.1f".formatted(phase.seconds()));
        addRow(table, "transactions of writers a second", phase -> rate(committed(), phase));
        addRow(table, "longest transaction of a writer, ms", phase -> longest(written, phase));
        addRow(table, "reads a second", phase -> rate(reads, phase));
        addRow(table, "longest read, ms", phase -> longest(reads, phase));
        return table + "\n\nlongest transaction of a writer, ms: "
                + written.stream().mapToLong(TimeSpan::millis).max().orElse(0)
                + "\nwriters that found their conversation gone: " + gone()
                + "\nlooks whether readers wait for a lock: " + samples
                + "\nthe receipt: exit " + purge.exitCode() + ", deleted "
                + Json.texts(purge, "deletions", "deleted") + ", " + Json.node(purge, "timings");
    }

    private void addRow(MarkdownTable table, String title, Function<TimeSpan, String> cell) {
        table.add(Stream.concat(Stream.of(title), Stream.of(Phase.values()).map(phase -> cell.apply(span(phase))))
                .toArray());
    }

    private static String rate(List<TimeSpan> done, TimeSpan phase) {
        long count = done.stream().filter(span -> phase.contains(span.ended())).count();
        return "%.0f".formatted(count / Math.max(phase.seconds(), 1e-3));
    }

    private static String longest(List<TimeSpan> done, TimeSpan phase) {
        return String.valueOf(done.stream()
                .filter(span -> phase.contains(span.began()))
                .mapToLong(TimeSpan::millis)
                .max()
                .orElse(0));
    }
}
