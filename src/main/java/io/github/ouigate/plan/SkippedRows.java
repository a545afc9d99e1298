package io.github.ouigate.plan;

import io.github.ouigate.db.schema.TableName;
import java.util.Map;

/**
 * The numbers of rows by table that a restore leaves in the archive.
 *
 * @param orphans rows that reference missing rows, and rows that reference those
 * @param present rows that their tables already contain with the same values
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

    /** Returns the number of skipped rows of a table. */
    public long of(TableName table) {
        return orphans.getOrDefault(table, 0L) + present.getOrDefault(table, 0L);
    }

    /** Returns the number of skipped orphans. */
    public long orphanCount() {
        return orphans.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Returns the number of skipped rows. */
    public long count() {
        return orphanCount()
                + present.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * The rows that the operator permits a restore to skip.
     *
     * @param orphans whether rows that reference missing rows may be skipped
     * @param present whether rows that already exist may be skipped
     */
    public record Allowed(boolean orphans, boolean present) {
        public boolean any() {
            return orphans || present;
        }
    }
}
