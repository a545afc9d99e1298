package io.github.ouigate.plan.check;

import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.ForeignKey;
import io.github.ouigate.db.schema.ForeignKey.OnDelete;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.message.Message;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Hazard.Code;
import io.github.ouigate.plan.Hazard.Severity;
import io.github.ouigate.plan.PlannedDeletion;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Finds the foreign keys between tables of a job that would reject its deletes, or update rows that remain. A key
 * without referencing rows is harmless.
 */
public final class ForeignKeyCheck {
    /** Counts rows. */
    @FunctionalInterface
    public interface Count {
        /** Returns how many rows of the referencing table satisfy a condition; empty if they cannot be read. */
        OptionalLong of(ForeignKey key, Condition condition) throws SQLException;
    }

    /**
     * The result of the check.
     *
     * @param setNull the fully deleted tables with the number of times that a foreign key first sets a column of their
     *     rows to NULL
     * @param waits whether deferrable keys have to be deferred until all rows are deleted
     */
    public record Findings(List<Hazard> hazards, Map<TableName, Long> setNull, boolean waits) {}

    private final List<PlannedDeletion> deletions;
    private final List<TableName> order;
    private final List<ForeignKey> keys;
    private final Count count;
    private final List<Hazard> hazards = new ArrayList<>();
    private final Map<TableName, Long> setNull = new HashMap<>();
    private boolean waits;

    public ForeignKeyCheck(List<PlannedDeletion> deletions, List<ForeignKey> keys, Count count) {
        this.deletions = deletions;
        this.order = deletions.stream().map(PlannedDeletion::table).toList();
        this.keys = keys;
        this.count = count;
    }

    public Findings check() throws SQLException {
        for (ForeignKey key : keys) {
            int parent = order.indexOf(key.to());
            int child = order.indexOf(key.from());
            // A condition of a delete that was not counted must not be evaluated.
            if (parent >= 0
                    && child >= 0
                    && deletions.get(parent).counted().isPresent()
                    && deletions.get(child).counted().isPresent()) {
                referencesOfPreservedRows(key, deletions.get(child), deletions.get(parent));
                if (child > parent) {
                    deletedLater(key, deletions.get(child), deletions.get(parent));
                }
            }
        }
        return new Findings(hazards, setNull, waits);
    }

    /**
     * Finds remaining rows of {@code child}'s table that reference a deleted row. A key that is NOT VALID, or belongs
     * to a partition, can have rows that reference no row, or a row elsewhere.
     */
    private void referencesOfPreservedRows(ForeignKey key, PlannedDeletion child, PlannedDeletion parent)
            throws SQLException {
        if (child.where() == null) {
            return;
        }
        Condition staying =
                key.referencing(parent.condition()).and(child.condition().negated());
        long rows = count.of(key, staying).orElse(0);
        if (rows > 0) {
            Code code = key.onDelete() == OnDelete.NO_ACTION ? Code.STILL_REFERENCED : Code.CASCADE_PAST_WHERE;
            hazards.add(hazard(code, Severity.BLOCK, key, rows, ""));
        }
    }

    /** Finds rows that {@code child} deletes and that reference a row which an earlier delete removes. */
    private void deletedLater(ForeignKey key, PlannedDeletion child, PlannedDeletion parent) throws SQLException {
        if (key.canWait()) {
            waits = true;
            return;
        }
        Condition going = key.referencing(parent.condition()).and(child.condition());
        long rows = count.of(key, going).orElse(0);
        if (rows == 0) {
            return;
        }
        if (key.onDelete() == OnDelete.SET_NULL && key.options().canSetNull() && child.where() == null) {
            setNull.merge(child.table(), rows, Long::sum);
            if (!key.options().deferrable()) {
                hazards.add(hazard(Code.ARCHIVE_NEEDS_DEFERRABLE, Severity.WARN, key, rows, ""));
            }
            return;
        }
        Code code = references(key.to(), key.from(), new HashSet<>()) ? Code.CYCLE : Code.CHILD_AFTER_PARENT;
        hazards.add(hazard(code, Severity.BLOCK, key, rows, remedy(key, going)));
    }

    private static Object remedy(ForeignKey key, Condition rows) {
        Message remedy = Message.of("key.drop", key.from().sql(), TableName.quote(key.name()), key.definition());
        if (key.makeDeferrable().isPresent()) {
            remedy = Message.of("key.or", key.makeDeferrable().get(), remedy);
        }
        return key.setNull(rows).isPresent()
                ? Message.of("key.or", key.setNull(rows).get(), remedy)
                : remedy;
    }

    private static Hazard hazard(Code code, Severity severity, ForeignKey key, long rows, Object remedy) {
        return Hazard.of(
                code,
                severity,
                key.from(),
                key.from(),
                key.to(),
                key.name(),
                rows,
                key.onDelete().name().replace('_', ' '),
                key.from().sql(),
                remedy,
                TableName.quote(key.name()));
    }

    /** Returns whether a table of the job references another, directly or through others of the job. */
    private boolean references(TableName from, TableName to, Set<TableName> seen) {
        return seen.add(from)
                && keys.stream()
                        .filter(key -> key.from().equals(from) && order.contains(key.to()))
                        .anyMatch(key -> key.to().equals(to) || references(key.to(), to, seen));
    }
}
