package io.github.ouigate.db.schema;

import java.util.List;
import java.util.Optional;

/**
 * A foreign key, seen from both ends.
 *
 * @param from the table that references
 * @param columns its columns that reference, in the order of the key
 * @param to the table that is referenced
 * @param keys its columns that are referenced, in the same order
 * @param equality how it compares them
 * @param lookup how the rows that reference a deleted one are found
 * @param options what can be done about rows that reference a deleted one
 * @param definition what stands behind the name in ALTER TABLE … ADD CONSTRAINT
 */
public record ForeignKey(
        String name,
        TableName from,
        List<String> columns,
        TableName to,
        List<String> keys,
        OnDelete onDelete,
        KeyEquality equality,
        Lookup lookup,
        Options options,
        String definition) {
    public ForeignKey {
        columns = List.copyOf(columns);
        keys = List.copyOf(keys);
    }

    /** Returns the name that its table knows it by. */
    public KeyName keyName() {
        return new KeyName(from, name);
    }

    /** Returns what the key does when a row that it references is deleted, as SQL calls it. */
    public String action() {
        return onDelete == OnDelete.NO_ACTION && options.restricts
                ? "RESTRICT"
                : onDelete.name().replace('_', ' ');
    }

    /** Returns the condition for the rows that reference one of those that another condition selects. */
    public Condition referencing(Condition referenced) {
        List<String> referencing = columns.stream().map(TableName::quote).toList();
        String query = "SELECT " + TableName.quoted(keys) + " FROM " + to.sql() + referenced.where();
        return new Condition(equality.among(referencing, query));
    }

    /** Returns the statement that has some rows reference nothing; empty if no column of the key can be NULL. */
    public Optional<String> setNull(Condition rows) {
        return setNull(from, options.nullable, rows);
    }

    static Optional<String> setNull(TableName table, List<String> columns, Condition rows) {
        List<String> changes = columns.stream()
                .map(column -> TableName.quote(column) + " = NULL")
                .toList();
        return changes.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "UPDATE " + table.sql() + " SET " + String.join(", ", changes) + " WHERE " + rows.sql() + ";");
    }

    /** Returns whether the check of deleted rows can wait until the end of the transaction. */
    public boolean canWait() {
        return onDelete == OnDelete.NO_ACTION && options.deferrable && !options.restricts;
    }

    /** Returns the statement after which that check can wait; empty if it can already, or never. */
    public Optional<String> makeDeferrable() {
        return onDelete != OnDelete.NO_ACTION || options.deferrable || options.restricts
                ? Optional.empty()
                : Optional.of(
                        "ALTER TABLE " + from.sql() + " ALTER CONSTRAINT " + TableName.quote(name) + " DEFERRABLE;");
    }

    /**
     * The options of a key.
     *
     * @param deferrable whether its checks can wait until the end of the transaction
     * @param restricts whether it is ON DELETE RESTRICT, which never waits
     * @param nullable the columns to set to NULL so that a row references nothing; none if that is not possible
     * @param canSetNull whether all columns can be NULL that ON DELETE SET NULL sets
     */
    public record Options(boolean deferrable, boolean restricts, List<String> nullable, boolean canSetNull) {
        /** Of a product whose keys cannot wait. */
        public static final Options IMMEDIATE = new Options(false, true, List.of(), true);

        public Options {
            nullable = List.copyOf(nullable);
        }
    }

    /**
     * How rows are found that reference a deleted one.
     *
     * @param scanned the tables in which no index finds them: the table itself, or those of its partitions
     * @param indexable whether the connected role may make an index on each of these
     * @param partitioned whether the table is partitioned, so that an index on it cannot be made concurrently
     * @param rows about how many rows a scan of the table reads
     * @param referencedRows about how many rows the table has that is referenced
     */
    public record Lookup(
            List<TableName> scanned, boolean indexable, boolean partitioned, long rows, long referencedRows) {
        /** An index finds them, wherever they are. */
        public static final Lookup INDEXED = new Lookup(List.of(), false, false, 0, 0);

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
