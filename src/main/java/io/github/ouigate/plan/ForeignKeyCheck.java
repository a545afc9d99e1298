package io.github.ouigate.plan;

import io.github.ouigate.target.ForeignKey;
import io.github.ouigate.target.TableName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Finds the foreign keys that would stop the deletes, or that would make them change other tables. */
final class ForeignKeyCheck {
    /** Counts the rows that reference something by a key. */
    @FunctionalInterface
    interface References {
        long count(ForeignKey key) throws SQLException;
    }

    private final List<PlannedDeletion> deletions;
    private final List<TableName> order;

    ForeignKeyCheck(List<PlannedDeletion> deletions) {
        this.deletions = deletions;
        this.order = deletions.stream().map(PlannedDeletion::table).collect(Collectors.toList());
    }

    List<Hazard> check(List<ForeignKey> keys, References references) throws SQLException {
        List<Hazard> hazards = new ArrayList<>();
        for (ForeignKey key : keys) {
            int parent = order.indexOf(key.to());
            int child = order.indexOf(key.from());
            if (parent >= 0 && child > parent) {
                hazards.add(Hazard.block("CHILD_AFTER_PARENT", key.from(), key.from(), key.to(), key.name()));
            } else if (parent >= 0 && child < 0) {
                hazards.add(fromOutside(key, deletions.get(parent), references));
            }
        }
        return hazards;
    }

    private static Hazard fromOutside(ForeignKey key, PlannedDeletion parent, References references)
            throws SQLException {
        if (key.onDelete() != ForeignKey.OnDelete.NO_ACTION) {
            String action = key.onDelete().name().replace('_', ' ');
            return Hazard.block("OUTSIDE_CASCADE", key.from(), key.from(), key.to(), key.name(), action);
        }
        long rows = references.count(key);
        // With a condition, only the database can tell whether these rows reference deleted ones: it will refuse.
        return rows > 0 && parent.where() == null
                ? Hazard.block("OUTSIDE_REFERENCES", key.from(), key.from(), key.to(), key.name(), rows)
                : Hazard.note("OUTSIDE_KEY", key.from(), key.from(), key.to(), key.name());
    }
}
