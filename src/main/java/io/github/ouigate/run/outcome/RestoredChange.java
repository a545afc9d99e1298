package io.github.ouigate.run.outcome;

import io.github.ouigate.db.schema.TableName;
import java.util.List;

/**
 * The result for the archived rows that a foreign key had changed.
 *
 * @param key the columns that identify each row
 * @param archived the number of rows in the archive
 * @param restored the number of rows that still had the changed values and were set back
 * @param others the first rows that were left unchanged, as values of {@code key}
 */
public record RestoredChange(
        TableName table, String foreignKey, List<String> key, long archived, long restored, List<String> others) {
    /** The maximum number of rows in {@code others}. */
    public static final int SHOWN = 10;

    public RestoredChange {
        key = List.copyOf(key);
        others = List.copyOf(others);
    }

    /** Returns the number of rows that were not set back. */
    public long left() {
        return archived - restored;
    }
}
