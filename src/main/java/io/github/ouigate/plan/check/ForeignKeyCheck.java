package io.github.ouigate.plan.check;

import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.ForeignKey;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Hazard.Code;
import io.github.ouigate.plan.PlannedDeletion;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Finds the foreign keys that would stop the deletes, or that would make them change rows that stay. */
public final class ForeignKeyCheck {
    /** Counts rows. */
    @FunctionalInterface
    public interface Count {
        /** Returns how many rows of the table that references fulfil a condition; empty where they cannot be read. */
        OptionalLong of(ForeignKey key, Condition condition) throws SQLException;
    }

    private final List<PlannedDeletion> deletions;
    private final List<TableName> order;
    private final List<ForeignKey> keys;

    public ForeignKeyCheck(List<PlannedDeletion> deletions, List<ForeignKey> keys) {
        this.deletions = deletions;
        this.order = deletions.stream().map(PlannedDeletion::table).toList();
        this.keys = keys;
    }

    public List<Hazard> check(Count count) throws SQLException {
        List<Hazard> hazards = new ArrayList<>();
        for (ForeignKey key : keys) {
            int parent = order.indexOf(key.to());
            int child = order.indexOf(key.from());
            if (parent >= 0 && child > parent) {
                Code code = leads(key.to(), key.from(), new HashSet<>()) ? Code.CYCLE : Code.CHILD_AFTER_PARENT;
                hazards.add(hazard(code, Hazard.Severity.BLOCK, key, 0));
            } else if (parent >= 0 && child >= 0 && deletions.get(child).where() != null) {
                long rows = referencing(key, deletions.get(child), deletions.get(parent), count)
                        .orElse(0);
                if (rows > 0) {
                    Code code = key.onDelete() == ForeignKey.OnDelete.NO_ACTION
                            ? Code.STILL_REFERENCED
                            : Code.CASCADE_PAST_WHERE;
                    hazards.add(hazard(code, Hazard.Severity.BLOCK, key, rows));
                }
            }
        }
        return hazards;
    }

    private static Hazard hazard(Code code, Hazard.Severity severity, ForeignKey key, Object rows) {
        String action = key.onDelete().name().replace('_', ' ');
        return Hazard.of(
                code,
                severity,
                key.from(),
                key.from(),
                key.to(),
                key.name(),
                rows,
                action,
                key.from().sql());
    }

    /**
     * Counts the rows that stay, of those that {@code child} deletes from, and reference one that goes. A key that was
     * never validated can have rows that reference nothing, and a partition's key rows that reference another one.
     */
    private static OptionalLong referencing(ForeignKey key, PlannedDeletion child, PlannedDeletion parent, Count count)
            throws SQLException {
        if (parent.counted().isEmpty() || child.counted().isEmpty()) {
            return OptionalLong.empty(); // their conditions must not be evaluated
        }
        return count.of(
                key,
                new Condition(key.referencing(parent.condition()).sql() + " AND "
                        + child.condition().negated().sql()));
    }

    /** Returns whether one table of the job references another, directly or through others of the job. */
    private boolean leads(TableName from, TableName to, Set<TableName> seen) {
        return seen.add(from)
                && keys.stream()
                        .filter(key -> key.from().equals(from) && order.contains(key.to()))
                        .anyMatch(key -> key.to().equals(to) || leads(key.to(), to, seen));
    }
}
