package io.github.ouigate.db;

/**
 * How many rows were written before or after a moment in the past. A row that was updated is as old as its update.
 *
 * @param before rows that were there
 * @param untold rows of transactions that may have been open at that moment
 * @param after rows that came later
 */
public record RowAges(long before, long untold, long after) {}
