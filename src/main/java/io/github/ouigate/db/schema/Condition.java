package io.github.ouigate.db.schema;

import org.jspecify.annotations.Nullable;

/**
 * A condition that selects rows of a table.
 *
 * @param sql a condition in SQL that may end in a comment; null selects every row
 */
public record Condition(@Nullable String sql) {
    /** Selects every row. */
    public static final Condition NONE = new Condition(null);

    /** Returns the WHERE clause with a line break at its end; empty if every row is selected. */
    public String where() {
        return sql == null ? "" : " WHERE " + sql + "\n";
    }

    /** Returns the condition in parentheses, with a line break before the last one if it may end in a comment. */
    public String enclosed() {
        return sql == null ? "true" : "(" + sql + (sql.contains("--") ? "\n)" : ")");
    }

    /** Returns the conjunction of both conditions. */
    public Condition and(Condition other) {
        return sql == null || other.sql == null
                ? new Condition(sql == null ? other.sql : sql)
                : new Condition(enclosed() + " AND " + other.enclosed());
    }

    /** Returns a condition for the rows for which this one is false or NULL. */
    public Condition negated() {
        return new Condition(sql == null ? "FALSE" : enclosed() + " IS NOT TRUE");
    }
}
