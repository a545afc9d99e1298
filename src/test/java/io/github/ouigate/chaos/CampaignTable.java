package io.github.ouigate.chaos;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Counts trials in Markdown tables. */
final class CampaignTable {
    private final List<Trial> trials;

    CampaignTable(List<Trial> trials) {
        this.trials = List.copyOf(trials);
    }

    /** Returns the table by fault and by presence of writers. */
    String byFault() {
        return table("fault", trial -> trial.fault() + (trial.withWriters() ? ", writers" : ", plain"));
    }

    /** Returns the table by the point of the fault. */
    String byPoint() {
        return table("struck at", CampaignTable::point);
    }

    /** Returns the point of the fault; steps of later attempts count as those of the first. */
    private static String point(Trial trial) {
        String struck = trial.ending().struck();
        return DisturbancePoint.POINTS.contains(struck) ? struck : struck.replaceFirst(":\\d+$", "");
    }

    private String table(String title, Function<Trial, String> key) {
        MarkdownTable table = new MarkdownTable(
                title, "runs", "rolled back", "committed", "unknown", "refused", "broken", "violations", "s a run");
        trials.stream()
                .map(key)
                .distinct()
                .sorted(Comparator.<String, Integer>comparing(DisturbancePoint.POINTS::indexOf)
                        .thenComparing(Comparator.naturalOrder()))
                .forEach(row -> addRow(
                        table,
                        row,
                        trials.stream()
                                .filter(trial -> key.apply(trial).equals(row))
                                .toList()));
        addRow(table, "all", trials);
        return table.toString();
    }

    private static void addRow(MarkdownTable table, String title, List<Trial> counted) {
        table.add(
                title,
                counted.size(),
                ended(counted, "rolled back").count(),
                ended(counted, "committed").count(),
                unknown(counted),
                ended(counted, "refused").count(),
                ended(counted, "broken").count(),
                counted.stream().filter(trial -> !trial.violations().isEmpty()).count(),
                "%.1f"
                        .formatted(counted.stream()
                                        .mapToLong(Trial::millis)
                                        .average()
                                        .orElse(0)
                                / 1000));
    }

    private static Stream<Trial> ended(List<Trial> trials, String column) {
        return trials.stream().filter(trial -> trial.column().equals(column));
    }

    private static String unknown(List<Trial> trials) {
        long committed = ended(trials, "unknown")
                .filter(trial -> trial.fate() == TransactionOutcome.COMMITTED)
                .count();
        return ended(trials, "unknown").count() + (committed == 0 ? "" : " (" + committed + " committed)");
    }
}
