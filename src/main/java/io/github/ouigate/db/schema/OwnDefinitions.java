package io.github.ouigate.db.schema;

import java.util.List;

/**
 * The definitions that a transaction creates and reverses before its end.
 *
 * @param indexes the indexes that it creates and drops
 * @param keys the foreign keys that it drops and adds again
 * @param truncated the tables that it truncates, with their partitions; they get new files
 * @param temporary whether triggers may create temporary objects
 */
public record OwnDefinitions(
        List<TableName> indexes, List<KeyName> keys, List<TableName> truncated, boolean temporary) {
    public static final OwnDefinitions UNKNOWN = new OwnDefinitions(List.of(), List.of(), List.of(), true);

    public OwnDefinitions {
        indexes = List.copyOf(indexes);
        keys = List.copyOf(keys);
        truncated = List.copyOf(truncated);
    }

    /** Returns whether there are, or may be, any definitions. */
    public boolean isAny() {
        return temporary || !indexes.isEmpty() || !keys.isEmpty() || !truncated.isEmpty();
    }
}
