package io.github.ouigate.db.schema;

import java.util.List;

/**
 * What a transaction defines for itself, and has undone by its end.
 *
 * @param indexes those that it makes and drops, by their names
 * @param keys the foreign keys that it drops and adds again
 * @param truncated the tables that it truncates, each with its partitions: these get new files
 * @param temporary whether triggers may define temporary objects in it
 */
public record OwnDefinitions(
        List<TableName> indexes, List<KeyName> keys, List<TableName> truncated, boolean temporary) {
    public static final OwnDefinitions UNKNOWN = new OwnDefinitions(List.of(), List.of(), List.of(), true);

    public OwnDefinitions {
        indexes = List.copyOf(indexes);
        keys = List.copyOf(keys);
        truncated = List.copyOf(truncated);
    }

    /** Returns whether there are any, or may be. */
    public boolean isAny() {
        return temporary || !indexes.isEmpty() || !keys.isEmpty() || !truncated.isEmpty();
    }
}
