package io.github.ouigate.db.schema;

/**
 * A trigger, a rule, row-level security or a publication that changes what a delete from a table does.
 *
 * @param name of the trigger, rule or publication; empty for row-level security
 */
public record DeleteHook(Kind kind, TableName table, String name) {
    /** The kinds of hook. What happens to published deletes: PostgreSQL manual, section 29.1.1 of version 18. */
    public enum Kind {
        /** A trigger of the user's that fires on a delete. */
        TRIGGER,
        /** A rewrite rule on deletes. */
        RULE,
        /** Row-level security that hides rows from the connected role. */
        ROW_SECURITY,
        /** A publication that sends deletes to subscribers. */
        PUBLICATION,
        /** A publication that makes deletes fail: the table has no replica identity, so that nothing names the row. */
        REPLICA_IDENTITY,
        /** A publication that makes deletes fail: its row filter or column list does not fit the replica identity. */
        PUBLICATION_FILTER
    }
}
