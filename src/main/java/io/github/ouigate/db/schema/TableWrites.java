package io.github.ouigate.db.schema;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction has written to one table, triggers and cascades included.
 *
 * @param uncounted whether it may have written what no row count tells of: it truncated, redefined or locked the table,
 *     or the rows are on another server
 */
public record TableWrites(TableName table, long inserted, long updated, long deleted, boolean uncounted) {
    /** Returns whether there is anything to tell. */
    public boolean isAny() {
        return inserted != 0 || updated != 0 || deleted != 0 || uncounted;
    }

    /** Returns what has been written since {@code earlier}. */
    public TableWrites since(TableWrites earlier) {
        return new TableWrites(
                table,
                inserted - earlier.inserted,
                updated - earlier.updated,
                deleted - earlier.deleted,
                uncounted && !earlier.uncounted);
    }

    /** As a record's own would, which costs the start-up some method handles. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TableWrites writes
                && table.equals(writes.table)
                && inserted == writes.inserted
                && updated == writes.updated
                && deleted == writes.deleted
                && uncounted == writes.uncounted;
    }

    @Override
    public int hashCode() {
        return Objects.hash(table, inserted, updated, deleted, uncounted);
    }
}
