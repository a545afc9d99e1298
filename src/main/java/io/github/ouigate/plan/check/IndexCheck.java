package io.github.ouigate.plan.check;

import io.github.ouigate.db.schema.ForeignKey;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.db.schema.TemporaryIndex;
import io.github.ouigate.message.Message;
import io.github.ouigate.plan.Cascade;
import io.github.ouigate.plan.Guards;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Hazard.Code;
import io.github.ouigate.plan.Hazard.Severity;
import io.github.ouigate.plan.PlannedDeletion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Predicts what it costs that no index finds the rows that reference a deleted one: a scan for each deleted row. Where
 * both tables are purged, and therefore locked, and it is worth it, the run makes the index for itself.
 */
public record IndexCheck(List<PlannedDeletion> deletions, List<Cascade> cascades, List<ForeignKey> keys) {
    /** Writers are shut out meanwhile: whoever wants them to wait for longer has to say so. */
    private static final Duration SLOW = Duration.ofSeconds(10);

    /** What an index has to spare at the least: to drop it, readers are shut out for a moment. */
    private static final Duration WORTHWHILE = Duration.ofMillis(100);

    /**
     * Nanoseconds to look at one row in such a scan: 5,000 deleted rows against 50,000 took 15 s, 10,000 against 100,000
     * took 69 s, one against 1,000,000 took 46 ms (PostgreSQL 15, two cores).
     */
    private static final double NANOS_PER_ROW = 60;

    /** How many statements a remedy spells out. */
    private static final int MOST_STATEMENTS = 12;

    /** To delete a row, and to check the keys that reference it by an index: several times what two cores take. */
    private static final long NANOS_PER_DELETED_ROW = 30_000;

    /** To write a row to an archive, and to read it again: several times what two cores take for a message. */
    private static final long NANOS_PER_ARCHIVED_ROW = 60_000;

    public List<Hazard> hazards(Guards guards) {
        List<Hazard> hazards = new ArrayList<>();
        for (ForeignKey key : keys) {
            if (getsTemporaryIndex(key)) {
                hazards.add(hazard(Code.TEMPORARY_INDEX, Severity.NOTE, key));
            } else if (!scans(key).isZero()) {
                Severity slow = guards.allowSlow() ? Severity.WARN : Severity.BLOCK;
                hazards.add(hazard(Code.MISSING_INDEX, scans(key).compareTo(SLOW) < 0 ? Severity.NOTE : slow, key));
            }
        }
        return hazards;
    }

    /** Returns the indexes that the run makes, each once though several keys may want it. */
    public List<TemporaryIndex> temporaryIndexes() {
        Map<String, TemporaryIndex> indexes = new TreeMap<>();
        keys.stream()
                .filter(this::getsTemporaryIndex)
                .forEach(key -> key.lookup().scanned().forEach(table -> {
                    TemporaryIndex index = new TemporaryIndex(
                            table,
                            key.columns(),
                            rows(key) / key.lookup().scanned().size());
                    indexes.putIfAbsent(index.table().sql() + TableName.quoted(index.columns()), index);
                }));
        return List.copyOf(indexes.values());
    }

    /**
     * Returns about how long the deletes keep writers waiting, on a slow machine.
     *
     * @param archived whether the rows are archived before
     */
    public Duration expected(boolean archived) {
        long rows = deletions.stream().mapToLong(PlannedDeletion::rows).sum()
                + cascades.stream().mapToLong(Cascade::rows).sum();
        Duration expected = Duration.ofNanos(
                rows * (archived ? NANOS_PER_DELETED_ROW + NANOS_PER_ARCHIVED_ROW : NANOS_PER_DELETED_ROW));
        for (ForeignKey key : keys) {
            if (!getsTemporaryIndex(key)) {
                expected = expected.plus(scans(key));
            }
        }
        return expected;
    }

    private boolean getsTemporaryIndex(ForeignKey key) {
        return deletion(key.from()).isPresent()
                && key.lookup().indexable()
                && scans(key).compareTo(WORTHWHILE) >= 0;
    }

    /** Returns how long the server would scan for rows that reference deleted ones; zero if it need not. */
    private Duration scans(ForeignKey key) {
        double deleted = deletion(key.to()).map(PlannedDeletion::rows).orElseGet(() -> cascaded(key.to()));
        double looked = key.lookup().indexed() ? 0 : deleted * rows(key);
        return looked == 0 ? Duration.ZERO : Duration.ofNanos(1 + (long) (looked * NANOS_PER_ROW));
    }

    /** Returns about how many rows a scan reads: those of the catalog, or what was counted if that is more. */
    private long rows(ForeignKey key) {
        return Math.max(
                key.lookup().rows(),
                deletion(key.from()).map(PlannedDeletion::rows).orElse(0L));
    }

    /** Returns how many rows of a table foreign keys delete. */
    private long cascaded(TableName table) {
        return cascades.stream()
                .filter(cascade -> cascade.deletes() && cascade.table().equals(table))
                .mapToLong(Cascade::rows)
                .sum();
    }

    private Optional<PlannedDeletion> deletion(TableName table) {
        return deletions.stream()
                .filter(deletion -> deletion.table().equals(table))
                .findFirst();
    }

    private static String remedy(Severity severity) {
        return switch (severity) {
            case NOTE -> "index.quick";
            case WARN -> "index.accepted";
            case BLOCK -> "index.needed";
        };
    }

    /** Returns how to make the missing index, or those of partitions, while others write. */
    private static Object creation(ForeignKey key) {
        if (!key.lookup().partitioned()) {
            return creation("CONCURRENTLY ", key.from(), key);
        }
        List<TableName> scanned = key.lookup().scanned();
        String first = scanned.stream()
                .limit(MOST_STATEMENTS)
                .map(part -> creation("CONCURRENTLY ", part, key))
                .collect(Collectors.joining(" "));
        int more = Math.max(0, scanned.size() - MOST_STATEMENTS);
        return Message.of("index.of-partitions", first, more, creation("", key.from(), key));
    }

    private static String creation(String how, TableName table, ForeignKey key) {
        return "CREATE INDEX " + how + "ON " + table.sql() + " (" + TableName.quoted(key.columns()) + ");";
    }

    private Hazard hazard(Code code, Severity severity, ForeignKey key) {
        Object index = creation(key);
        boolean owned = deletion(key.from()).isEmpty() || key.lookup().indexable();
        return Hazard.of(
                code,
                severity,
                key.from(),
                key.from(),
                key.columns(),
                key.to(),
                Duration.ofMillis(scans(key).toMillis()),
                index,
                Message.of(remedy(severity), index, owned ? "" : Message.of("index.as-owner", key.from())));
    }
}
