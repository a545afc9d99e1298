package io.github.ouigate.db.schema;

import java.util.List;

/**
 * An index that a run creates in its own transaction and drops again.
 *
 * @param table an ordinary table or a partition
 * @param columns the columns in the order of the index
 * @param rows the estimated number of rows
 */
public record TemporaryIndex(TableName table, List<String> columns, long rows) {
    public TemporaryIndex {
        columns = List.copyOf(columns);
    }
}
