package io.github.ouigate.archive;

import io.github.ouigate.db.schema.Column;
import io.github.ouigate.db.schema.RowChange;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a foreign key changes, with their earlier values.
 *
 * @param foreignKey the foreign key
 * @param rows the file: its columns are those of the identifying key, then the changed ones
 * @param key the columns that identify each row
 * @param left the values of the changed columns after the run, as text; null for NULL
 */
public record ChangedRows(String foreignKey, ArchivedTable rows, List<String> key, Map<String, @Nullable String> left) {
    public ChangedRows {
        key = List.copyOf(key);
        left = Collections.unmodifiableMap(new TreeMap<>(left)); // values can be null
    }

    /** Returns the columns that identify each row. */
    public List<Column> keyColumns() {
        return rows.columns().subList(0, key.size());
    }

    /** Returns the changed columns. */
    public List<Column> changedColumns() {
        return rows.columns().subList(key.size(), rows.columns().size());
    }

    /** Returns the values of {@link #changedColumns} after the run. */
    public List<@Nullable String> leftValues() {
        return changedColumns().stream()
                .<@Nullable String>map(column -> left.get(column.name()))
                .toList();
    }

    /** Returns the change made by the foreign key. */
    public RowChange change() {
        return new RowChange(rows.table(), foreignKey, keyColumns(), changedColumns(), leftValues());
    }
}
