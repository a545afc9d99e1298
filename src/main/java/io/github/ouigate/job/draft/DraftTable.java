package io.github.ouigate.job.draft;

import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.ForeignKey;
import io.github.ouigate.db.schema.TableName;
import java.util.List;

/**
 * A table that a drafted job deletes from.
 *
 * @param where selects the rows to delete
 * @param requested whether the operator named the table; otherwise it is included because it references another
 * @param keys its foreign keys to other tables of the draft that reject the delete there or cascade it
 */
public record DraftTable(TableName table, Condition where, boolean requested, List<ForeignKey> keys) {
    public DraftTable {
        keys = List.copyOf(keys);
    }
}
