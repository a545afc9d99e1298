package io.github.ouigate.db.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a foreign key does to rows that it changes.
 *
 * @param key the columns of a unique key, never NULL, whose values the change leaves as they are
 * @param columns the columns that are changed
 * @param left the values of these columns afterwards, as texts; null for NULL
 */
public record RowChange(
        TableName table, String foreignKey, List<Column> key, List<Column> columns, List<@Nullable String> left) {
    public RowChange {
        key = List.copyOf(key);
        columns = List.copyOf(columns);
        left = Collections.unmodifiableList(new ArrayList<>(left));
    }
}
