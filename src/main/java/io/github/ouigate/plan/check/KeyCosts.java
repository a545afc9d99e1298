package io.github.ouigate.plan.check;

import io.github.ouigate.db.schema.ForeignKey;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.plan.Cascade;
import io.github.ouigate.plan.PlannedDeletion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Predicts what it costs to check a foreign key when rows are deleted, in each of the ways. The figures are those of a slow
 * machine: twice and more of what two cores take.
 */
record KeyCosts(List<PlannedDeletion> deletions, List<Cascade> cascades) {
    /**
     * Nanoseconds to look at one row in a scan for each deleted row: 5,000 deleted rows against 50,000 took 15 s, 10,000
     * against 100,000 took 69 s, one against 1,000,000 took 46 ms (PostgreSQL 15, two cores).
     */
    private static final double SCANNED_ROW = 60;

    /** Nanoseconds to look for a deleted row by the index of one table or partition. */
    private static final long LOOK_UP = 10_000;

    /** Nanoseconds to put one row into a new index. */
    private static final long INDEXED_ROW = 1_000;

    /** Nanoseconds to look at one row when all are checked at once. */
    private static final long CHECKED_ROW = 300;

    /** Nanoseconds to delete a row, and to check the keys that reference it by an index. */
    private static final long DELETED_ROW = 10_000;

    /** Nanoseconds to delete a row that no key references any more. */
    private static final long UNREFERENCED_ROW = 3_000;

    /** Nanoseconds to count a row that is then truncated. */
    private static final long COUNTED_ROW = 3_000;

    /** Nanoseconds to look at a row that stays, by the delete and by the proofs that follow it. */
    private static final long KEPT_ROW = 300;

    /** Nanoseconds to drop a key and to add it again, for each table or partition. */
    private static final long REMADE_KEY = 2_000_000;

    /** Returns how long it takes to delete all rows that go, whatever their keys cost without an index. */
    Duration deletes() {
        return Duration.ofNanos(PlannedDeletion.rows(deletions, cascades) * DELETED_ROW);
    }

    /** Returns how long it takes to count them where they are truncated: no key deletes or changes others then. */
    Duration counts() {
        return Duration.ofNanos(PlannedDeletion.rows(deletions, List.of()) * COUNTED_ROW);
    }

    /** Returns how long the server would scan for rows that reference deleted ones; zero if it need not. */
    Duration scans(ForeignKey key) {
        double looked = key.lookup().indexed() ? 0 : (double) deleted(key) * rows(key);
        return looked == 0 ? Duration.ZERO : Duration.ofNanos(1 + (long) (looked * SCANNED_ROW));
    }

    /** Returns how long it takes to look for each deleted row: zero where one index finds them. */
    Duration rowByRow(ForeignKey key) {
        long parts = parts(key);
        return parts == 1 ? scans(key) : scans(key).plusNanos(deleted(key) * parts * LOOK_UP);
    }

    /** Returns how long it takes with an index that is made for it. */
    Duration withIndex(ForeignKey key) {
        return Duration.ofNanos(rows(key) * INDEXED_ROW + deleted(key) * parts(key) * LOOK_UP);
    }

    /** Returns for how long readers wait if it is dropped, and all rows are checked as it is added again. */
    Duration atOnce(ForeignKey key) {
        boolean allGo = deletions.stream().allMatch(deletion -> deletion.where() == null);
        long kept = allGo ? 0 : rows(key) + key.lookup().referencedRows();
        return Duration.ofNanos(
                deleted(key) * UNREFERENCED_ROW + rows(key) * CHECKED_ROW + kept * KEPT_ROW + parts(key) * REMADE_KEY);
    }

    /** Returns about how many rows the table that references has: those of the catalog, or what was counted if that is more. */
    long rows(ForeignKey key) {
        return Math.max(
                key.lookup().rows(),
                deletion(key.from()).map(PlannedDeletion::rows).orElse(0L));
    }

    private long deleted(ForeignKey key) {
        return deletion(key.to()).map(PlannedDeletion::rows).orElseGet(() -> cascaded(key.to()));
    }

    private long parts(ForeignKey key) {
        return Math.max(
                1, deletion(key.from()).map(deletion -> deletion.parts().size()).orElse(1));
    }

    /** Returns how many rows of a table foreign keys delete. */
    private long cascaded(TableName table) {
        return cascades.stream()
                .filter(cascade -> cascade.deletes() && cascade.table().equals(table))
                .mapToLong(Cascade::rows)
                .sum();
    }

    Optional<PlannedDeletion> deletion(TableName table) {
        return deletions.stream()
                .filter(deletion -> deletion.table().equals(table))
                .findFirst();
    }
}
