package io.github.ouigate.db.schema;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The writes of a transaction to one table, including triggers and cascades.
 *
 * @param uncounted whether the transaction may have made changes without a row count: it truncated, altered or locked
 *     the table, or the rows are on another server
 */
public record TableWrites(TableName table, long inserted, long updated, long deleted, boolean uncounted) {
    /** Returns whether there are any writes. */
    public boolean isAny() {
        return inserted != 0 || updated != 0 || deleted != 0 || uncounted;
    }

    /** Returns the writes since {@code earlier}. */
    public TableWrites since(TableWrites earlier) {
        return new TableWrites(
                table,
                inserted - earlier.inserted,
                updated - earlier.updated,
                deleted - earlier.deleted,
                uncounted && !earlier.uncounted);
    }

    /** Replaces the record's own method, whose method handles slow down the start. */
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
