package io.github.ouigate.db.schema;

import java.util.List;

/**
 * Rows that cannot be inserted into a table as it is.
 *
 * @param name the constraint or column that they break
 * @param subject what that is about: the parent, the columns that are compared, or the definition in SQL
 * @param rows how many
 * @param values how many different ones they have of what they break, where that is known
 * @param shown the first of these values
 */
public record Misfit(
        Kind kind, TableName table, String name, String subject, long rows, long values, List<String> shown) {
    /** How many values are shown. */
    public static final int SHOWN = 10;

    public Misfit {
        shown = List.copyOf(shown);
    }

    /** What rows can break. */
    public enum Kind {
        /** A foreign key: the rows that they reference are not there. */
        PARENT_MISSING,
        /** A foreign key to rows that the role cannot read: whether they are there is not known. */
        PARENT_UNREADABLE,
        /** A unique index or an exclusion constraint: other rows are there that conflict with them. */
        CONFLICT,
        /** A CHECK constraint. */
        CHECK,
        /** NOT NULL. */
        NULL,
        /** NOT NULL of a column that they do not have. */
        COLUMN_MISSING
    }
}
