package io.github.ouigate.db.schema;

/**
 * A trigger, a rule or row-level security that changes what a delete from a table does.
 *
 * @param name the trigger's or rule's name; empty for row-level security
 */
public record DeleteHook(Kind kind, TableName table, String name) {
    /** The kinds of hook. */
    public enum Kind {
        /** A trigger of the user's that fires on a delete. */
        TRIGGER,
        /** A rewrite rule on deletes. */
        RULE,
        /** Row-level security that hides rows from the connected role. */
        ROW_SECURITY
    }
}
