package io.github.ouigate.db.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The change that a foreign key makes to rows.
 *
 * @param key the columns of a unique key that are never NULL and whose values the change leaves unchanged
 * @param columns the changed columns
 * @param left the values of these columns after the change, as text; null for NULL
 */
public record RowChange(
        TableName table, String foreignKey, List<Column> key, List<Column> columns, List<@Nullable String> left) {
    public RowChange {
        key = List.copyOf(key);
        columns = List.copyOf(columns);
        left = Collections.unmodifiableList(new ArrayList<>(left));
    }
}
