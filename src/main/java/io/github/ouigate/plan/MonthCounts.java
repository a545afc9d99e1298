package io.github.ouigate.plan;

import io.github.ouigate.db.schema.TableName;
import java.time.YearMonth;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rows of a table that a run would delete, by the month of their creation.
 *
 * @param column whose dates these are; in UTC where it knows of time zones
 * @param rows how many rows there are of each month that has any
 * @param undated how many rows have no date, or none in any month
 */
public record MonthCounts(TableName table, String column, SortedMap<YearMonth, Long> rows, long undated) {
    public MonthCounts {
        rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
    }
}
