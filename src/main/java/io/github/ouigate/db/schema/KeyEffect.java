package io.github.ouigate.db.schema;

import io.github.ouigate.db.schema.ForeignKey.OnDelete;
import java.util.List;
import java.util.Optional;

/**
 * The effect of a foreign key when rows that it references are deleted.
 *
 * @param key the constraint's name
 * @param table the referencing table; the partitioned table for the key of a partition
 * @param columns the referencing columns
 * @param parent the referenced table; the partitioned table for a partition
 * @param action the referential action
 * @param nullable the columns to set to NULL to remove a reference; empty if that is not possible
 * @param changed the columns that the action sets to NULL or their default; empty for other actions
 * @param rows selects the rows that reference a deleted row; rows that a foreign key deletes are excluded unless this
 *     key deletes them
 */
public record KeyEffect(
        String key,
        TableName table,
        List<String> columns,
        TableName parent,
        OnDelete action,
        List<String> nullable,
        List<String> changed,
        Condition rows) {
    public KeyEffect {
        columns = List.copyOf(columns);
        nullable = List.copyOf(nullable);
        changed = List.copyOf(changed);
    }

    /**
     * Returns the statement that sets the reference of the rows to NULL; empty if every column of the key is NOT NULL.
     */
    public Optional<String> setNull() {
        return ForeignKey.setNull(table, nullable, rows);
    }

    /** Returns whether the key deletes or updates rows, instead of rejecting the delete. */
    public boolean acts() {
        return action != OnDelete.NO_ACTION;
    }
}
