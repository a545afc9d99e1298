package io.github.ouigate.report;

import io.github.ouigate.plan.MonthCounts;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Rows by month.
 *
 * @param caption whose rows these are
 * @param description the same in a sentence, for those who cannot see it
 * @param figures what the table of the figures is called
 * @param earlier all the rows before the first bar
 * @param bars the months one by one, also those without rows; never empty
 */
public record MonthChart(String caption, String description, String figures, Bar earlier, List<Bar> bars) {
    /** What is drawn: a year to compare with, and no more than fits. */
    private static final int FEWEST = 12;

    private static final int MOST = 24;

    /**
     * The rows of a month.
     *
     * @param year what the axis says below it; empty if it is no January
     */
    public record Bar(String label, String year, long rows, String number) {}

    public MonthChart {
        bars = List.copyOf(bars);
    }

    /** Draws counts of at least one month. */
    static MonthChart of(MonthCounts counts, Messages words) {
        YearMonth last = counts.rows().lastKey();
        YearMonth fewest = last.minusMonths(FEWEST - 1);
        YearMonth most = last.minusMonths(MOST - 1);
        YearMonth first = counts.rows().firstKey();
        YearMonth start = first.isBefore(most) ? most : first.isAfter(fewest) ? fewest : first;
        DateTimeFormatter month = DateTimeFormatter.ofPattern("MMM uuuu", words.locale());
        List<Bar> bars = new ArrayList<>();
        for (YearMonth at = start; !at.isAfter(last); at = at.plusMonths(1)) {
            long rows = counts.rows().getOrDefault(at, 0L);
            String year = at.getMonthValue() == 1 ? String.valueOf(at.getYear()) : "";
            bars.add(new Bar(month.format(at), year, rows, words.text("number", rows)));
        }
        long before = counts.rows().headMap(start).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        YearMonth peak = counts.rows().tailMap(start).entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        String caption = words.text("chart.caption", counts.table(), counts.column());
        return new MonthChart(
                counts.undated() == 0 ? caption : caption + " " + words.text("chart.undated", counts.undated()),
                words.text(
                        "chart.description",
                        month.format(first),
                        month.format(last),
                        month.format(peak),
                        counts.rows().getOrDefault(peak, 0L)),
                words.text("chart.figures"),
                new Bar(words.text("chart.before", month.format(start)), "", before, words.text("number", before)),
                bars);
    }

    public List<Page.Row> rows() {
        List<Page.Row> rows = new ArrayList<>();
        if (earlier.rows() > 0) {
            rows.add(new Page.Row(earlier.label(), earlier.number(), ""));
        }
        bars.forEach(bar -> rows.add(new Page.Row(bar.label(), bar.number(), "")));
        return rows;
    }
}
