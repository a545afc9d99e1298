package io.github.ouigate.report.html;

import io.github.ouigate.report.MonthChart;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Draws a chart of months as SVG. Horizontal positions are percentages of the width, so that the columns scale with the
 * window and the text does not.
 */
final class MonthChartSvg {
    private static final int TOP = 22;
    private static final int GROUND = 142;
    private static final int HEIGHT = 170;

    /** The number of columns that a label at either end can cover in a narrow window. */
    private static final int CLEAR = 7;

    private final StringBuilder svg = new StringBuilder();
    private final MonthChart chart;
    private final boolean hasEarlier;
    private final double slot;
    private final MonthChart.Bar highest;

    private MonthChartSvg(MonthChart chart) {
        this.chart = chart;
        this.hasEarlier = chart.earlier().rows() > 0;
        this.slot = 100.0 / (chart.bars().size() + (hasEarlier ? 2 : 0));
        this.highest = Collections.max(chart.bars(), Comparator.comparingLong(MonthChart.Bar::rows));
    }

    static String of(MonthChart chart) {
        return new MonthChartSvg(chart).draw();
    }

    private String draw() {
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"chart-title chart-text\""
                + " width=\"100%\" height=\"" + HEIGHT + "\">\n");
        svg.append("<title id=\"chart-title\">")
                .append(Html.escaped(chart.caption()))
                .append("</title>\n");
        svg.append("<desc id=\"chart-text\">")
                .append(Html.escaped(chart.description()))
                .append("</desc>\n");
        horizontal("scale", TOP);
        text("100%", TOP - 6, "end", highest.number());
        if (hasEarlier) {
            earlier();
        }
        List<MonthChart.Bar> bars = chart.bars();
        int start = hasEarlier ? 2 : 0;
        for (int i = 0; i < bars.size(); i++) {
            MonthChart.Bar bar = bars.get(i);
            if (bar.rows() > 0) {
                bar(bar, start + i, "month", height(bar.rows()), 0);
            }
            boolean clear = start + i >= CLEAR && i < bars.size() - CLEAR;
            if (!bar.year().isEmpty() && clear) {
                text(percent((start + i + 0.5) * slot), GROUND + 18, "middle", bar.year());
            }
        }
        horizontal("ground", GROUND);
        MonthChart.Bar first = hasEarlier ? chart.earlier() : bars.get(0);
        text("0", GROUND + 18, "start", first.label());
        text("100%", GROUND + 18, "end", bars.get(bars.size() - 1).label());
        return svg.append("</svg>\n").toString();
    }

    /** Draws the earlier rows as a separate column. A column higher than any month is drawn with a gap. */
    private void earlier() {
        MonthChart.Bar bar = chart.earlier();
        double height = height(bar.rows());
        if (height <= GROUND - TOP) {
            bar(bar, 0, "earlier", height, 0);
        } else {
            double whole = GROUND - TOP;
            bar(bar, 0, "earlier", whole * 0.7, 0);
            bar(bar, 0, "earlier", whole * 0.24, whole * 0.76);
        }
        text("0", TOP - 6, "start", bar.number());
    }

    private double height(long rows) {
        return Math.max(1.5, (double) rows / Math.max(1, highest.rows()) * (GROUND - TOP));
    }

    private void bar(MonthChart.Bar bar, int at, String kind, double height, double above) {
        svg.append(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%s\" y=\"%.1f\" width=\"%s\" height=\"%.1f\"><title>%s</title></rect>\n",
                kind,
                percent((at + 0.12) * slot),
                GROUND - above - height,
                percent(slot * 0.76),
                height,
                Html.escaped(bar.label() + ": " + bar.number())));
    }

    private void horizontal(String kind, int y) {
        svg.append(String.format(
                Locale.ROOT, "<line class=\"%s\" x1=\"0\" x2=\"100%%\" y1=\"%d.5\" y2=\"%d.5\"/>\n", kind, y, y));
    }

    private void text(String x, int y, String anchor, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%s\" y=\"%d\" text-anchor=\"%s\">%s</text>\n",
                x,
                y,
                anchor,
                Html.escaped(text)));
    }

    private static String percent(double part) {
        return String.format(Locale.ROOT, "%.2f%%", part);
    }
}
