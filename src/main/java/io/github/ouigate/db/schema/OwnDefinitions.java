package io.github.ouigate.db.schema;

import java.util.List;

/**
 * What a transaction defines for itself, and has undone by its end.
 *
 * @param indexes those that it makes and drops, by their names
 * @param keys the foreign keys that it drops and adds again
 * @param truncated the tables that it truncates, each with its partitions: these get new files
 */
public record OwnDefinitions(List<TableName> indexes, List<KeyName> keys, List<TableName> truncated) {
    public static final OwnDefinitions NONE = new OwnDefinitions(List.of(), List.of(), List.of());

    public OwnDefinitions {
        indexes = List.copyOf(indexes);
        keys = List.copyOf(keys);
        truncated = List.copyOf(truncated);
    }
}
