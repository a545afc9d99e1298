package io.github.ouigate.run.outcome;

import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.plan.Cascade;
import java.util.List;

/**
 * The result of a planned cascade.
 *
 * @param keys the foreign keys that reach the rows
 * @param planned the number of rows in the plan
 * @param rows the number of deleted or updated rows, each counted once
 */
public record CascadedRows(TableName table, Cascade.Effect effect, List<String> keys, long planned, long rows) {
    public CascadedRows {
        keys = List.copyOf(keys);
    }

    /** Returns the result of a cascade. */
    public static CascadedRows of(Cascade cascade, long rows) {
        return new CascadedRows(
                cascade.table(),
                cascade.effect(),
                cascade.keys().stream().map(Cascade.Key::name).toList(),
                cascade.rows(),
                rows);
    }
}
