package io.github.ouigate.db.schema;

/**
 * A partition of a table, or a table that inherits from it.
 *
 * @param root the table that it belongs to, directly or through other children
 * @param foreign whether it is a foreign table
 */
public record ChildTable(TableName root, TableName name, Kind kind, boolean foreign) {
    /** The kinds of child. */
    public enum Kind {
        PARTITION,
        INHERITING
    }
}
