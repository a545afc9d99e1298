package io.github.ouigate.plan.check;

import io.github.ouigate.db.schema.ForeignKey;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.plan.Cascade;
import io.github.ouigate.plan.PlannedDeletion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Estimates the cost of checking a foreign key by each method. The constants are for a slow machine, at least twice the
 * measured times on two cores.
 */
record KeyCosts(List<PlannedDeletion> deletions, List<Cascade> cascades) {
    /**
     * Nanoseconds to scan one row for each deleted row. Measured with PostgreSQL 15 on two cores: 15 s for 5,000
     * deleted rows against 50,000, 69 s for 10,000 against 100,000, 46 ms for one against 1,000,000.
     */
    private static final double SCANNED_ROW = 60;

    /** Nanoseconds to look up a deleted row in the index of one table or partition. */
    private static final long LOOK_UP = 10_000;

    /** Nanoseconds to add one row to a new index. */
    private static final long INDEXED_ROW = 1_000;

    /** Nanoseconds to check one row when all are checked at once. */
    private static final long CHECKED_ROW = 300;

    /** Nanoseconds to delete a row and check the keys that reference it by an index. */
    private static final long DELETED_ROW = 10_000;

    /** Nanoseconds to delete a row without referencing keys. */
    private static final long UNREFERENCED_ROW = 3_000;

    /** Nanoseconds to count a row before a TRUNCATE. */
    private static final long COUNTED_ROW = 3_000;

    /** Nanoseconds to read a remaining row, in the delete and in the proofs after it. */
    private static final long KEPT_ROW = 300;

    /** Nanoseconds to drop and add a key, for each table or partition. */
    private static final long REMADE_KEY = 2_000_000;

    /** Returns the time to delete all rows, without the cost of missing indexes. */
    Duration deletes() {
        return Duration.ofNanos(PlannedDeletion.rows(deletions, cascades) * DELETED_ROW);
    }

    /** Returns the time to count the rows of a TRUNCATE, which has no cascades. */
    Duration counts() {
        return Duration.ofNanos(PlannedDeletion.rows(deletions, List.of()) * COUNTED_ROW);
    }

    /** Returns the time of the server's scans for referencing rows; zero with an index. */
    Duration scans(ForeignKey key) {
        double looked = key.lookup().indexed() ? 0 : (double) deleted(key) * rows(key);
        return looked == 0 ? Duration.ZERO : Duration.ofNanos(1 + (long) (looked * SCANNED_ROW));
    }

    /** Returns the time to look up each deleted row; zero with a single index. */
    Duration rowByRow(ForeignKey key) {
        long parts = parts(key);
        return parts == 1 ? scans(key) : scans(key).plusNanos(deleted(key) * parts * LOOK_UP);
    }

    /** Returns the time with a temporary index. */
    Duration withIndex(ForeignKey key) {
        return Duration.ofNanos(rows(key) * INDEXED_ROW + deleted(key) * parts(key) * LOOK_UP);
    }

    /** Returns how long readers wait if the key is dropped and added again. */
    Duration atOnce(ForeignKey key) {
        boolean allGo = deletions.stream().allMatch(deletion -> deletion.where() == null);
        long kept = allGo ? 0 : rows(key) + key.lookup().referencedRows();
        return Duration.ofNanos(
                deleted(key) * UNREFERENCED_ROW + rows(key) * CHECKED_ROW + kept * KEPT_ROW + parts(key) * REMADE_KEY);
    }

    /** Returns the estimated rows of the referencing table: the larger of the catalog's estimate and the count. */
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

    /** Returns the number of rows of a table that foreign keys delete. */
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
