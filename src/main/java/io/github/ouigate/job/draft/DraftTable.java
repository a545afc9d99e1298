package io.github.ouigate.job.draft;

import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.ForeignKey;
import io.github.ouigate.db.schema.TableName;
import java.util.List;

/**
 * A table that a drafted job deletes from.
 *
 * @param where which of its rows
 * @param requested whether somebody named it; else it goes along because it references another
 * @param keys its foreign keys to other tables of the draft that refuse the delete there, or delete its rows
 */
public record DraftTable(TableName table, Condition where, boolean requested, List<ForeignKey> keys) {
    public DraftTable {
        keys = List.copyOf(keys);
    }
}
