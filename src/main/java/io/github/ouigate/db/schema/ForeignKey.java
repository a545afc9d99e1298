package io.github.ouigate.db.schema;

import java.util.List;

/**
 * A foreign key, seen from both ends.
 *
 * @param from the table that references
 * @param columns its columns that reference, in the order of the key
 * @param to the table that is referenced
 * @param keys its columns that are referenced, in the same order
 * @param equality how it compares them
 * @param lookup how the rows that reference a deleted one are found
 */
public record ForeignKey(
        String name,
        TableName from,
        List<String> columns,
        TableName to,
        List<String> keys,
        OnDelete onDelete,
        KeyEquality equality,
        Lookup lookup) {
    public ForeignKey {
        columns = List.copyOf(columns);
        keys = List.copyOf(keys);
    }

    /** Returns the condition for the rows that reference one of those that another condition selects. */
    public Condition referencing(Condition referenced) {
        List<String> referencing = columns.stream().map(TableName::quote).toList();
        String query = "SELECT " + TableName.quoted(keys) + " FROM " + to.sql() + referenced.where();
        return new Condition(equality.among(referencing, query));
    }

    /**
     * How rows are found that reference a deleted one.
     *
     * @param scanned the tables in which no index finds them: the table itself, or those of its partitions
     * @param indexable whether the connected role may make an index on each of these
     * @param partitioned whether the table is partitioned, so that an index on it cannot be made concurrently
     * @param rows about how many rows a scan reads, where there is no index
     */
    public record Lookup(List<TableName> scanned, boolean indexable, boolean partitioned, long rows) {
        /** An index finds them, wherever they are. */
        public static final Lookup INDEXED = new Lookup(List.of(), false, false, 0);

        public Lookup {
            scanned = List.copyOf(scanned);
        }

        /** Returns whether an index finds them. */
        public boolean indexed() {
            return scanned.isEmpty();
        }
    }

    /** The referential actions of the SQL standard; RESTRICT counts as NO_ACTION, for both refuse. */
    public enum OnDelete {
        NO_ACTION,
        CASCADE,
        SET_NULL,
        SET_DEFAULT
    }
}
