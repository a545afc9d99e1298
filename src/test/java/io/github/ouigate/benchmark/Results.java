package io.github.ouigate.benchmark;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The results of one scenario; medians of all rounds. */
final class Results {
    private final Scenario scenario;

    /** The estimated seconds of two DELETEs; NaN if they are measured. */
    private final double extrapolated;

    private final Map<Way, List<Cost>> costs = new EnumMap<>(Way.class);

    Results(Scenario scenario, double extrapolated) {
        this.scenario = scenario;
        this.extrapolated = extrapolated;
    }

    void add(Way way, Cost cost) {
        costs.computeIfAbsent(way, any -> new ArrayList<>()).add(cost);
    }

    private double median(Way way, ToDoubleFunction<Cost> figure) {
        double[] all = costs.getOrDefault(way, List.of()).stream()
                .filter(cost -> !cost.refused())
                .mapToDouble(figure)
                .sorted()
                .toArray();
        return all.length == 0 ? Double.NaN : all[all.length / 2];
    }

    private boolean isExtrapolated(Way way) {
        return way.scansForEachRow() && !Double.isNaN(extrapolated);
    }

    private double seconds(Way way) {
        return isExtrapolated(way) ? extrapolated : median(way, Cost::seconds);
    }

    /** Prints a Markdown table and an explanation of its ratios. */
    void print() {
        System.out.printf("%n### %s%n%n", scenario);
        printCosts(
                "way",
                "wall",
                "of the floor",
                "of Liquibase",
                "writers waited",
                "readers waited",
                "WAL",
                "peak memory");
        printCosts("---", "--:", "--:", "--:", "--:", "--:", "--:", "--:");
        for (Way way : scenario.setting().ways()) {
            if (costs.containsKey(way) || isExtrapolated(way)) {
                printCosts(
                        way.toString(),
                        wall(way),
                        ratio(seconds(way), seconds(floor())),
                        ratio(seconds(way), seconds(Way.LIQUIBASE)),
                        seconds(median(way, Cost::writerWait)),
                        seconds(median(way, Cost::readerWait)),
                        figure("%.1f MB", median(way, Cost::wal)),
                        figure("%.0f MB", median(way, Cost::memory)));
            }
        }
        System.out.printf("%nThe floor is: %s.%n", floor());
        if (costs.containsKey(Way.OUIGATE_ARCHIVE)) {
            System.out.printf(
                    "%s takes %s times as long as %s and the floor.%n",
                    Way.OUIGATE_ARCHIVE,
                    ratio(seconds(Way.OUIGATE_ARCHIVE), seconds(Way.COPY_OUT) + seconds(floor())),
                    Way.COPY_OUT);
        }
    }

    private Way floor() {
        return scenario.setting().floor();
    }

    /** Prints ratios to the results of a smaller shop. */
    void printGrowth(Results smaller) {
        System.out.printf("%n### %s: ratios to %s%n%n", scenario, smaller.scenario);
        printRow("way", "peak memory", "wall, per message");
        printRow("---", "--:", "--:");
        for (Way way : costs.keySet()) {
            if (smaller.costs.containsKey(way)) {
                printRow(
                        way.toString(),
                        ratio(median(way, Cost::memory), smaller.median(way, Cost::memory)),
                        ratio(secondsPerMessage(way), smaller.secondsPerMessage(way)));
            }
        }
    }

    /** Prints a row, without the ratio to Liquibase if Liquibase has no such way. */
    private void printCosts(String... cells) {
        List<String> all = new ArrayList<>(List.of(cells));
        if (!scenario.setting().ways().contains(Way.LIQUIBASE)) {
            all.remove(3);
        }
        printRow(all.toArray(String[]::new));
    }

    private static void printRow(String... cells) {
        System.out.println("| " + String.join(" | ", cells) + " |");
    }

    private double secondsPerMessage(Way way) {
        return seconds(way) / scenario.messages();
    }

    private String wall(Way way) {
        if (isExtrapolated(way)) {
            return figure("%.0f min, extrapolated", extrapolated / 60);
        }
        List<Cost> all = costs.getOrDefault(way, List.of());
        long refused = all.stream().filter(Cost::refused).count();
        String note = refused == 0 ? "" : " (refused in " + refused + " of " + all.size() + " rounds)";
        return (seconds(median(way, Cost::seconds)) + note).strip();
    }

    private static String seconds(double seconds) {
        return figure("%.2f s", seconds);
    }

    private static String ratio(double value, double base) {
        double ratio = value / base;
        return ratio < 0.1 ? figure("1/%.0f", 1 / ratio) : figure("%.2f", ratio);
    }

    private static String figure(String format, double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
    }
}
