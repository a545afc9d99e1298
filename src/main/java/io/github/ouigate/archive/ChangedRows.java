package io.github.ouigate.archive;

import io.github.ouigate.db.schema.Column;
import io.github.ouigate.db.schema.RowChange;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table that a foreign key changes, with the values that they had before.
 *
 * @param foreignKey the foreign key
 * @param rows the file: its columns are those of a key that identifies each row, then those that are changed
 * @param key the columns that identify each row
 * @param left the values that the changed columns have after the run, as texts; null for NULL
 */
public record ChangedRows(String foreignKey, ArchivedTable rows, List<String> key, Map<String, @Nullable String> left) {
    public ChangedRows {
        key = List.copyOf(key);
        left = Collections.unmodifiableMap(new TreeMap<>(left)); // which may have null values
    }

    /** Returns the columns that identify each row. */
    public List<Column> keyColumns() {
        return rows.columns().subList(0, key.size());
    }

    /** Returns the columns that are changed. */
    public List<Column> changedColumns() {
        return rows.columns().subList(key.size(), rows.columns().size());
    }

    /** Returns the values that {@link #changedColumns} have after the run. */
    public List<@Nullable String> leftValues() {
        return changedColumns().stream()
                .<@Nullable String>map(column -> left.get(column.name()))
                .toList();
    }

    /** Returns what the foreign key did. */
    public RowChange change() {
        return new RowChange(rows.table(), foreignKey, keyColumns(), changedColumns(), leftValues());
    }
}
