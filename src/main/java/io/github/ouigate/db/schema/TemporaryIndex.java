package io.github.ouigate.db.schema;

import java.util.List;

/**
 * An index that a run makes for itself, in its own transaction.
 *
 * @param table an ordinary table, which may be a partition
 * @param columns in the order of the index
 * @param rows about how many rows it is of
 */
public record TemporaryIndex(TableName table, List<String> columns, long rows) {
    public TemporaryIndex {
        columns = List.copyOf(columns);
    }
}
