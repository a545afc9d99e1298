package io.github.ouigate.target;

import java.util.List;

/**
 * A foreign key, seen from both ends.
 *
 * @param name the constraint's name
 * @param from the table that references
 * @param columns its columns that reference, in the order of the key
 * @param to the table that is referenced
 * @param onDelete what happens to the referencing rows
 */
public record ForeignKey(String name, TableName from, List<String> columns, TableName to, OnDelete onDelete) {
    public ForeignKey {
        columns = List.copyOf(columns);
    }

    /** The referential actions of the SQL standard; RESTRICT counts as NO_ACTION, for both refuse. */
    public enum OnDelete {
        NO_ACTION,
        CASCADE,
        SET_NULL,
        SET_DEFAULT
    }
}
