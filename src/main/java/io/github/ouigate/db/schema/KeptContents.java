package io.github.ouigate.db.schema;

import java.util.List;

/**
 * What keeps contents of rows after they are deleted.
 *
 * @param tables the tables of the rows, {@code schema.table}; none for what is not about some tables
 * @param name of the materialized view, the column, the slot, …
 * @param sql the name as SQL writes it; for a replication slot, what it sends changes by
 */
public record KeptContents(Kind kind, List<String> tables, String name, String sql) {
    /** The kinds of place. */
    public enum Kind {
        /** A materialized view that has read the rows, directly or by way of others. */
        MATERIALIZED_VIEW,
        /** A logical replication slot that has all changes sent. */
        REPLICATION_SLOT,
        /** A subscription that copies the table from another server. */
        SUBSCRIPTION,
        /** A publication that sends rows to subscribers, and does not delete them there. */
        PUBLICATION_WITHOUT_DELETES,
        /** A trigger that inserts into a table when rows are inserted or updated, as those that keep a history do. */
        COPYING_TRIGGER,
        /** A catalog that the role may not read, so that nobody knows. */
        KEPT_UNREADABLE
    }

    public KeptContents {
        tables = List.copyOf(tables);
    }

    /**
     * A column that can refer to large objects.
     *
     * @param isText whether it has their numbers as texts, if it has them
     */
    public record ReferringColumn(TableName table, String name, boolean isText) {
        /** Returns the condition that a row which another condition selects refers to a large object that there is. */
        public Condition refers(Condition selected) {
            String number = isText ? "m.oid::pg_catalog.text" : "m.oid";
            return selected.and(new Condition(
                    TableName.quote(name) + (isText ? "::pg_catalog.text" : "") + " OPERATOR(pg_catalog.=) ANY (SELECT "
                            + number + " FROM pg_catalog.pg_largeobject_metadata AS m)"));
        }

        /** Returns the condition that a row which another condition selects has any value. */
        public Condition isSet(Condition selected) {
            return selected.and(new Condition(TableName.quote(name) + " IS NOT NULL"));
        }
    }
}
