package io.github.ouigate.db.schema;

import java.util.List;
import java.util.Optional;

/**
 * A foreign key.
 *
 * @param from the referencing table
 * @param columns the referencing columns, in the order of the key
 * @param to the referenced table
 * @param keys the referenced columns, in the same order
 * @param equality the comparison of the columns
 * @param lookup how referencing rows of a deleted row are found
 * @param options the ways to handle rows that reference a deleted row
 * @param definition the clause after the name in ALTER TABLE … ADD CONSTRAINT
 * @param constrained the rows of {@code from} that the key constrains
 * @param referenced the rows of {@code to} that the key can reference
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
        String definition,
        KeyParts constrained,
        KeyParts referenced) {
    public ForeignKey {
        columns = List.copyOf(columns);
        keys = List.copyOf(keys);
    }

    /** Returns the name together with the table that owns the constraint. */
    public KeyName keyName() {
        return new KeyName(from, name);
    }

    /** Returns the referential action in SQL's words, such as {@code SET NULL}. */
    public String action() {
        return onDelete == OnDelete.NO_ACTION && options.restricts
                ? "RESTRICT"
                : onDelete.name().replace('_', ' ');
    }

    /** Returns a condition for the rows that reference any row selected by {@code deleted}. */
    public Condition referencing(Condition deleted) {
        List<String> referencing = columns.stream().map(TableName::quote).toList();
        String query = "SELECT " + TableName.quoted(keys) + " FROM " + to.sql()
                + referenced.byId().and(deleted).where();
        return constrained.byId().and(new Condition(equality.among(referencing, query)));
    }

    /**
     * Returns the statement that sets the reference of some rows to NULL; empty if every column of the key is NOT NULL.
     */
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

    /** Returns whether the check of deleted rows can be deferred to the end of the transaction. */
    public boolean canWait() {
        return onDelete == OnDelete.NO_ACTION && options.deferrable && !options.restricts;
    }

    /** Returns the statement that makes the check deferrable; empty if it is already, or cannot be. */
    public Optional<String> makeDeferrable() {
        return onDelete != OnDelete.NO_ACTION || options.deferrable || options.restricts
                ? Optional.empty()
                : Optional.of(
                        "ALTER TABLE " + from.sql() + " ALTER CONSTRAINT " + TableName.quote(name) + " DEFERRABLE;");
    }

    /**
     * The options of a key.
     *
     * @param deferrable whether it is DEFERRABLE
     * @param restricts whether it is ON DELETE RESTRICT, which is never deferred
     * @param nullable the columns to set to NULL to remove a reference; empty if that is not possible
     * @param canSetNull whether all columns that ON DELETE SET NULL sets are nullable
     */
    public record Options(boolean deferrable, boolean restricts, List<String> nullable, boolean canSetNull) {
        /** The options on a product without deferrable keys. */
        public static final Options IMMEDIATE = new Options(false, true, List.of(), true);

        public Options {
            nullable = List.copyOf(nullable);
        }
    }

    /**
     * How referencing rows are found.
     *
     * @param scanned the tables without a suitable index: the table itself or partitions of it
     * @param indexable whether the connected role can create an index on each of these
     * @param partitioned whether the table is partitioned; an index on it cannot be created concurrently
     * @param rows the estimated number of rows that a scan reads
     * @param referencedRows the estimated number of rows of the referenced table
     */
    public record Lookup(
            List<TableName> scanned, boolean indexable, boolean partitioned, long rows, long referencedRows) {
        /** Every table has a suitable index. */
        public static final Lookup INDEXED = new Lookup(List.of(), false, false, 0, 0);

        public Lookup {
            scanned = List.copyOf(scanned);
        }

        /** Returns whether every table has a suitable index. */
        public boolean indexed() {
            return scanned.isEmpty();
        }
    }

    /** The referential actions; NO_ACTION includes RESTRICT, since both reject the delete. */
    public enum OnDelete {
        NO_ACTION,
        CASCADE,
        SET_NULL,
        SET_DEFAULT
    }
}
