package io.github.ouigate.db.schema;

import java.util.List;

/**
 * Rows that cannot be inserted into a table.
 *
 * @param name the violated constraint, or the column
 * @param owner the table, partition or domain of the constraint
 * @param subject the referenced table, the compared columns, or the definition in SQL
 */
public record Misfit(
        Kind kind, TableName table, String name, String owner, String subject, Found found, Workaround workaround) {
    /** The kinds of violation. */
    public enum Kind {
        /** A foreign key whose referenced rows are missing. */
        PARENT_MISSING,
        /** A foreign key whose referenced rows the role cannot read. */
        PARENT_UNREADABLE,
        /** A unique index or an exclusion constraint: the rows conflict with existing rows. */
        CONFLICT,
        /** A unique index or an exclusion constraint: the rows conflict with each other. */
        DUPLICATE,
        /** A CHECK constraint. */
        CHECK,
        /** NOT NULL. */
        NULL,
        /** NOT NULL of a column that the rows do not contain. */
        COLUMN_MISSING,
        /** A partitioned table without a partition for the rows. */
        NO_PARTITION
    }

    /**
     * The rows of a violation.
     *
     * @param rows the number of rows
     * @param values the number of distinct violating values or keys
     * @param shown the first of these values or keys
     */
    public record Found(long rows, long values, List<String> shown) {
        /** The maximum number of values in {@code shown}. */
        public static final int SHOWN = 10;

        public Found {
            shown = List.copyOf(shown);
        }

        /** Returns a number of rows without values. */
        public static Found of(long rows) {
            return new Found(rows, 0, List.of());
        }

        /** Returns the number of values that are not in {@code shown}. */
        public long more() {
            return Math.max(0, values - shown.size());
        }
    }

    /**
     * Statements that allow the rows to be inserted.
     *
     * @param before the statement to execute before the insert
     * @param after the statement to execute after the insert and the correction of the rows
     */
    public record Workaround(String before, String after) {
        public static final Workaround NONE = new Workaround("", "");
    }
}
