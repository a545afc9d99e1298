package io.github.ouigate.plan;

import io.github.ouigate.target.TableName;

/**
 * A table that a run leaves as it is.
 *
 * @param rows how many it has
 * @param estimated whether that is the catalog's estimate rather than a count
 */
public record PreservedTable(TableName table, long rows, boolean estimated) {}
