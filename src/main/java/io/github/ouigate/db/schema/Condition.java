package io.github.ouigate.db.schema;

import org.jspecify.annotations.Nullable;

/**
 * A condition that selects rows of a table.
 *
 * @param sql a condition in SQL, which may end in a comment; null for every row
 */
public record Condition(@Nullable String sql) {
    /** Every row. */
    public static final Condition NONE = new Condition(null);

    /** Returns the WHERE clause, which ends its line; empty for every row. */
    public String where() {
        return sql == null ? "" : " WHERE " + sql + "\n";
    }

    /** Returns the condition in parentheses, on its own lines only where it may end in a comment. */
    public String enclosed() {
        return sql == null ? "true" : "(" + sql + (sql.contains("--") ? "\n)" : ")");
    }

    /** Returns the condition that both are met. */
    public Condition and(Condition other) {
        return sql == null || other.sql == null
                ? new Condition(sql == null ? other.sql : sql)
                : new Condition(enclosed() + " AND " + other.enclosed());
    }

    /** Returns a condition that the rows meet which this one does not select, NULL included. */
    public Condition negated() {
        return new Condition(sql == null ? "FALSE" : enclosed() + " IS NOT TRUE");
    }
}
