package io.github.ouigate.plan;

import io.github.ouigate.db.schema.TableName;
import java.time.YearMonth;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rows of a table that a run would delete, by the month of their creation.
 *
 * @param column the column of the dates; in UTC if its type has a time zone
 * @param rows the number of rows of each month that has any
 * @param undated the number of rows without a date, or with an infinite one
 */
public record MonthCounts(TableName table, String column, SortedMap<YearMonth, Long> rows, long undated) {
    public MonthCounts {
        rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
    }
}
