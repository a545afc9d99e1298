package io.github.ouigate.plan;

import io.github.ouigate.plan.Hazard.Code;
import io.github.ouigate.plan.Hazard.Severity;
import io.github.ouigate.target.ForeignKey;
import io.github.ouigate.target.TableName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Predicts what it costs that no index finds the rows that reference a deleted one: a scan for each deleted row. */
final class IndexCheck {
    /** Writers are shut out meanwhile: whoever wants them to wait for longer has to say so. */
    private static final Duration SLOW = Duration.ofSeconds(10);

    /**
     * Nanoseconds to look at one row in such a scan: 5,000 deleted rows against 50,000 took 15 s, 10,000 against 100,000
     * took 69 s, one against 1,000,000 took 46 ms (PostgreSQL 15, two cores).
     */
    private static final double NANOS_PER_ROW = 60;

    private IndexCheck() {}

    static List<Hazard> check(List<PlannedDeletion> deletions, List<ForeignKey> keys, Guards guards) {
        List<Hazard> hazards = new ArrayList<>();
        for (PlannedDeletion deletion : deletions) {
            for (ForeignKey key : keys) {
                double scanned = (double) deletion.rows() * rows(key, deletions);
                if (key.to().equals(deletion.table()) && !key.lookup().indexed() && scanned > 0) {
                    Duration time = Duration.ofMillis((long) (scanned * NANOS_PER_ROW / 1e6));
                    hazards.add(hazard(key, time, guards));
                }
            }
        }
        return hazards;
    }

    /** Returns about how many rows a scan reads: those of the catalog, or what was counted if that is more. */
    private static long rows(ForeignKey key, List<PlannedDeletion> deletions) {
        return deletions.stream()
                .filter(deletion -> deletion.table().equals(key.from()))
                .mapToLong(PlannedDeletion::rows)
                .reduce(key.lookup().rows(), Math::max);
    }

    private static Hazard hazard(ForeignKey key, Duration time, Guards guards) {
        Severity slow = guards.allowSlow() ? Severity.WARN : Severity.BLOCK;
        String columns = key.columns().stream().map(TableName::quote).collect(Collectors.joining(", "));
        return Hazard.of(
                Code.MISSING_INDEX,
                time.compareTo(SLOW) < 0 ? Severity.NOTE : slow,
                key.from(),
                key.from(),
                key.columns(),
                key.to(),
                time,
                (key.lookup().partitioned() ? "" : "CONCURRENTLY ") + "ON "
                        + key.from().sql() + " (" + columns + ")");
    }
}
