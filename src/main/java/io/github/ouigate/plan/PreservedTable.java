package io.github.ouigate.plan;

import io.github.ouigate.db.schema.TableName;
import java.util.OptionalLong;

/**
 * A table that a run leaves as it is.
 *
 * @param rows how many it has; empty where nobody knows without counting
 * @param linked whether a foreign key links it to a table of the job
 * @param estimated whether that is the catalog's estimate rather than a count
 */
public record PreservedTable(TableName table, OptionalLong rows, boolean linked, boolean estimated) {
    /** Returns the same table, counted. */
    public PreservedTable counted(long count) {
        return new PreservedTable(table, OptionalLong.of(count), linked, false);
    }
}
