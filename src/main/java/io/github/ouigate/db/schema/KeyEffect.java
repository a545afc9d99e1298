package io.github.ouigate.db.schema;

import io.github.ouigate.db.schema.ForeignKey.OnDelete;
import java.util.List;
import java.util.Optional;

/**
 * What a foreign key does when rows that it references are deleted.
 *
 * @param key the constraint's name
 * @param table the table that references; a partitioned table for the key of one of its partitions
 * @param columns its columns that reference
 * @param parent the table that is referenced, in the same sense
 * @param action what happens to the referencing rows
 * @param nullable the columns to set to NULL so that a row references nothing; none if that is not possible
 * @param changed its columns that are set to NULL or to their default; none for another action
 * @param rows selects the rows that reference a deleted one, without those that a foreign key deletes if they would be
 *     changed or would prevent the delete
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

    /** Returns the statement that has the rows reference nothing; empty if no column of the key can be NULL. */
    public Optional<String> setNull() {
        return ForeignKey.setNull(table, nullable, rows);
    }

    /** Returns whether the key deletes or changes rows; else it refuses the delete of rows that are referenced. */
    public boolean acts() {
        return action != OnDelete.NO_ACTION;
    }
}
