package io.github.ouigate.report;

import io.github.ouigate.plan.MonthCounts;
import io.github.ouigate.report.Page.Row;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A bar chart of rows by month.
 *
 * @param caption the table and column that are counted
 * @param description a summary in one sentence, also for screen readers
 * @param figures the name of the table of numbers
 * @param earlier the sum of all rows before the first bar
 * @param bars one bar a month, also for months without rows; never empty
 */
public record MonthChart(String caption, String description, String figures, Bar earlier, List<Bar> bars) {
    private static final int MIN_MONTHS = 12;
    private static final int MAX_MONTHS = 24;

    /**
     * The rows of one month.
     *
     * @param year the label of the axis below a January; empty for other months
     */
    public record Bar(String label, String year, long rows, String number) {}

    public MonthChart {
        bars = List.copyOf(bars);
    }

    /** Returns the chart of {@code counts}, which must have at least one month. */
    static MonthChart of(MonthCounts counts, Messages messages) {
        YearMonth last = counts.rows().lastKey();
        YearMonth shortest = last.minusMonths(MIN_MONTHS - 1);
        YearMonth longest = last.minusMonths(MAX_MONTHS - 1);
        YearMonth first = counts.rows().firstKey();
        YearMonth start = first.isBefore(longest) ? longest : first.isAfter(shortest) ? shortest : first;
        DateTimeFormatter month = DateTimeFormatter.ofPattern("MMM uuuu", messages.locale());
        List<Bar> bars = new ArrayList<>();
        for (YearMonth at = start; !at.isAfter(last); at = at.plusMonths(1)) {
            long rows = counts.rows().getOrDefault(at, 0L);
            String year = at.getMonthValue() == 1 ? String.valueOf(at.getYear()) : "";
            bars.add(new Bar(month.format(at), year, rows, messages.number(rows)));
        }
        long before = counts.rows().headMap(start).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        YearMonth peak = counts.rows().tailMap(start).entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        String caption = messages.text("chart.caption", counts.table(), counts.column());
        return new MonthChart(
                counts.undated() == 0 ? caption : caption + " " + messages.text("chart.undated", counts.undated()),
                messages.text(
                        "chart.description",
                        month.format(first),
                        month.format(last),
                        month.format(peak),
                        counts.rows().getOrDefault(peak, 0L)),
                messages.text("chart.figures"),
                new Bar(messages.text("chart.before", month.format(start)), "", before, messages.number(before)),
                bars);
    }

    /** Returns the numbers of the chart as rows of a table. */
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        if (earlier.rows() > 0) {
            rows.add(new Row(earlier.label(), earlier.number(), ""));
        }
        bars.forEach(bar -> rows.add(new Row(bar.label(), bar.number(), "")));
        return rows;
    }
}
