package io.github.ouigate.plan;

import io.github.ouigate.db.schema.TableName;
import java.util.Map;

/**
 * How many rows of an archive a restore leaves in it, of which tables.
 *
 * @param orphans those that reference rows which are no longer there, and those that reference them
 * @param present those that are in their tables already, with the same values
 */
public record SkippedRows(Map<TableName, Long> orphans, Map<TableName, Long> present) {
    public static final SkippedRows NONE = new SkippedRows(Map.of(), Map.of());

    public SkippedRows {
        orphans = Map.copyOf(orphans);
        present = Map.copyOf(present);
    }

    public boolean isEmpty() {
        return orphans.isEmpty() && present.isEmpty();
    }

    /** Returns how many rows of a table are left. */
    public long of(TableName table) {
        return orphans.getOrDefault(table, 0L) + present.getOrDefault(table, 0L);
    }

    /** Returns how many rows are left because they are orphans. */
    public long orphanCount() {
        return orphans.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Returns how many rows are left. */
    public long count() {
        return orphanCount()
                + present.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * What the operator lets a restore leave in the archive.
     *
     * @param orphans whether it may leave the rows that reference rows which are no longer there
     * @param present whether it may leave those that are there already
     */
    public record Allowed(boolean orphans, boolean present) {
        public boolean any() {
            return orphans || present;
        }
    }
}
