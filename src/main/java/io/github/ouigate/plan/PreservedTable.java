package io.github.ouigate.plan;

import io.github.ouigate.db.schema.TableName;
import java.util.OptionalLong;

/**
 * A table that a run does not affect.
 *
 * @param rows the number of its rows; empty if unknown without a count
 * @param linked whether a foreign key links it to a table of the job
 * @param estimated whether {@code rows} is the catalog's estimate
 */
public record PreservedTable(TableName table, OptionalLong rows, boolean linked, boolean estimated) {
    /** Returns the table with a counted number of rows. */
    public PreservedTable counted(long count) {
        return new PreservedTable(table, OptionalLong.of(count), linked, false);
    }
}
