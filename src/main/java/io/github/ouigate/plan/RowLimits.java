package io.github.ouigate.plan;

import java.util.OptionalLong;

/**
 * How many rows a run may delete and change, whatever is there when it has locked the tables.
 *
 * @param maxDrift how far the rows of each table may have moved since the plan
 * @param maxRows how many rows there may be in all
 */
public record RowLimits(Drift maxDrift, OptionalLong maxRows) {
    /** Exactly the rows of the plan. */
    public static final RowLimits EXACT = new RowLimits(Drift.NONE, OptionalLong.empty());

    /** Returns whether so many rows of a table are close enough to the planned ones. */
    public boolean allows(long planned, long actual) {
        return maxDrift.allows(planned, actual);
    }

    /** Returns whether so many rows in all are not too many. */
    public boolean allowsInAll(long rows) {
        return rows <= maxRows.orElse(Long.MAX_VALUE);
    }
}
