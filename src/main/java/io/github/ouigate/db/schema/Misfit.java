package io.github.ouigate.db.schema;

import java.util.List;

/**
 * Rows that cannot be inserted into a table as it is.
 *
 * @param name the constraint or column that they break
 * @param owner the table, partition or domain that has it
 * @param subject what that is about: the parent, the columns that are compared, or the definition in SQL
 */
public record Misfit(
        Kind kind, TableName table, String name, String owner, String subject, Found found, Workaround workaround) {
    /** What rows can break. */
    public enum Kind {
        /** A foreign key: the rows that they reference are not there. */
        PARENT_MISSING,
        /** A foreign key to rows that the role cannot read: whether they are there is not known. */
        PARENT_UNREADABLE,
        /** A unique index or an exclusion constraint: other rows are there that conflict with them. */
        CONFLICT,
        /** A unique index or an exclusion constraint: they conflict with each other. */
        DUPLICATE,
        /** A CHECK constraint. */
        CHECK,
        /** NOT NULL. */
        NULL,
        /** NOT NULL of a column that they do not have. */
        COLUMN_MISSING,
        /** A partitioned table: no partition is for them. */
        NO_PARTITION
    }

    /**
     * Which rows those are.
     *
     * @param rows how many
     * @param values how many different values they have of what they break, or how many keys
     * @param shown the first of these values or keys
     */
    public record Found(long rows, long values, List<String> shown) {
        /** How many values are shown. */
        public static final int SHOWN = 10;

        public Found {
            shown = List.copyOf(shown);
        }

        /** Rows of which nothing is shown. */
        public static Found of(long rows) {
            return new Found(rows, 0, List.of());
        }

        /** Returns how many values are not shown. */
        public long more() {
            return Math.max(0, values - shown.size());
        }
    }

    /**
     * How the rows are inserted all the same.
     *
     * @param before the statement before it
     * @param after the statement after it and after the rows are corrected
     */
    public record Workaround(String before, String after) {
        public static final Workaround NONE = new Workaround("", "");
    }
}
