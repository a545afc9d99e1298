package io.github.ouigate.plan;

import java.util.OptionalLong;

/**
 * The number of rows that a run may delete and update, checked after it has locked the tables.
 *
 * @param maxDrift the permitted difference from the plan for each table
 * @param maxRows the maximum number of rows in total
 */
public record RowLimits(Drift maxDrift, OptionalLong maxRows) {
    /** Exactly the planned rows. */
    public static final RowLimits EXACT = new RowLimits(Drift.NONE, OptionalLong.empty());

    /** Returns whether the rows of a table are within the permitted difference. */
    public boolean allows(long planned, long actual) {
        return maxDrift.allows(planned, actual);
    }

    /** Returns whether the total number of rows is within the maximum. */
    public boolean allowsInAll(long rows) {
        return rows <= maxRows.orElse(Long.MAX_VALUE);
    }
}
