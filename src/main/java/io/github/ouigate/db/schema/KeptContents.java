package io.github.ouigate.db.schema;

import java.util.List;

/**
 * An object that keeps contents of deleted rows.
 *
 * @param tables the tables of the rows, as {@code schema.table}; empty if it does not concern specific tables
 * @param name the name of the materialized view, column, slot, …
 * @param sql the name in SQL's notation; for a replication slot, its output plugin
 */
public record KeptContents(Kind kind, List<String> tables, String name, String sql) {
    /** The kinds of object. */
    public enum Kind {
        /** A materialized view that reads the table, directly or through other views. */
        MATERIALIZED_VIEW,
        /** A logical replication slot that decodes all changes. */
        REPLICATION_SLOT,
        /** A subscription that copies the table from another server. */
        SUBSCRIPTION,
        /** A publication that publishes inserted rows but not deletes. */
        PUBLICATION_WITHOUT_DELETES,
        /** A trigger on inserts or updates that inserts into a table, such as an audit trigger. */
        COPYING_TRIGGER,
        /** A catalog that the role cannot read, so that the objects in it are unknown. */
        KEPT_UNREADABLE
    }

    public KeptContents {
        tables = List.copyOf(tables);
    }

    /**
     * A column that can reference large objects.
     *
     * @param isText whether the column is of a text type, in which an OID can be stored as text
     */
    public record ReferringColumn(TableName table, String name, boolean isText) {
        /** Returns a condition for the selected rows that reference an existing large object. */
        public Condition refers(Condition selected) {
            String number = isText ? "m.oid::pg_catalog.text" : "m.oid";
            return selected.and(new Condition(
                    TableName.quote(name) + (isText ? "::pg_catalog.text" : "") + " OPERATOR(pg_catalog.=) ANY (SELECT "
                            + number + " FROM pg_catalog.pg_largeobject_metadata AS m)"));
        }

        /** Returns a condition for the selected rows in which the column is not NULL. */
        public Condition isSet(Condition selected) {
            return selected.and(new Condition(TableName.quote(name) + " IS NOT NULL"));
        }
    }
}
