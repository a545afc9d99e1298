package io.github.ouigate.db.schema;

/**
 * A trigger, rule, policy or publication that changes the effect of a delete.
 *
 * @param name the name of the trigger, rule or publication; empty for row-level security
 */
public record DeleteHook(Kind kind, TableName table, String name) {
    /** The kinds of hook. PostgreSQL 18 manual, section 29.1.1, describes the rules for published deletes. */
    public enum Kind {
        /** A user-defined trigger that fires on a delete. */
        TRIGGER,
        /** A rewrite rule on deletes. */
        RULE,
        /** Row-level security that hides rows from the connected role. */
        ROW_SECURITY,
        /** A publication that publishes deletes. */
        PUBLICATION,
        /** A publication that makes deletes fail because the table has no replica identity. */
        REPLICA_IDENTITY,
        /**
         * A publication that makes deletes fail because its row filter or column list does not match the replica
         * identity.
         */
        PUBLICATION_FILTER
    }
}
