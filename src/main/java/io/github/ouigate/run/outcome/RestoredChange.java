package io.github.ouigate.run.outcome;

import io.github.ouigate.db.schema.TableName;
import java.util.List;

/**
 * What became of the archived rows that a foreign key had changed.
 *
 * @param key the columns that identify each row
 * @param archived how many rows the archive has
 * @param restored how many of them were still as the run left them, and were set back
 * @param others the first of the others, by the values of {@code key}: they were left as they are
 */
public record RestoredChange(
        TableName table, String foreignKey, List<String> key, long archived, long restored, List<String> others) {
    /** How many of the others are named. */
    public static final int SHOWN = 10;

    public RestoredChange {
        key = List.copyOf(key);
        others = List.copyOf(others);
    }

    /** Returns how many rows were not set back. */
    public long left() {
        return archived - restored;
    }
}
