package io.github.ouigate.target;

import java.util.List;

/**
 * A foreign key, seen from both ends.
 *
 * @param name the constraint's name
 * @param from the table that references
 * @param columns its columns that reference, in the order of the key
 * @param to the table that is referenced
 * @param keys its columns that are referenced, in the same order
 * @param onDelete what happens to the referencing rows
 * @param indexed whether an index finds the referencing rows of a referenced one
 */
public record ForeignKey(
        String name,
        TableName from,
        List<String> columns,
        TableName to,
        List<String> keys,
        OnDelete onDelete,
        boolean indexed) {
    public ForeignKey {
        columns = List.copyOf(columns);
        keys = List.copyOf(keys);
    }

    /** The referential actions of the SQL standard; RESTRICT counts as NO_ACTION, for both refuse. */
    public enum OnDelete {
        NO_ACTION,
        CASCADE,
        SET_NULL,
        SET_DEFAULT
    }
}
