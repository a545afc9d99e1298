package io.github.ouigate.plan;

import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.TableName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Rows that a run would delete.
 *
 * @param where the SQL condition, or null for every row
 * @param counted how many, counted; empty where they cannot be read
 * @param parts how many there are in which partition or inheriting table
 * @param now how many there are, where another number was approved
 */
public record PlannedDeletion(
        TableName table, @Nullable String where, OptionalLong counted, List<Part> parts, OptionalLong now) {
    /** Rows of a partition or inheriting table. */
    public record Part(TableName table, long rows) {}

    public PlannedDeletion(TableName table, @Nullable String where, OptionalLong counted, List<Part> parts) {
        this(table, where, counted, parts, OptionalLong.empty());
    }

    public PlannedDeletion {
        parts = List.copyOf(parts);
    }

    /** Returns which rows go. */
    public Condition condition() {
        return new Condition(where);
    }

    /** Returns which rows of which tables go, by deletes and by foreign keys; without the tables that lose none. */
    public static Map<TableName, Condition> conditions(List<PlannedDeletion> deletions, List<Cascade> cascades) {
        Map<TableName, Condition> conditions = new LinkedHashMap<>();
        deletions.stream()
                .filter(deletion -> deletion.rows() > 0)
                .forEach(deletion -> conditions.put(deletion.table(), deletion.condition()));
        cascades.stream()
                .filter(cascade -> cascade.deletes() && cascade.rows() > 0)
                .forEach(cascade -> conditions.putIfAbsent(cascade.table(), cascade.condition()));
        return conditions;
    }

    /** Returns how many rows go or change, by deletes and by foreign keys. */
    public static long rows(List<PlannedDeletion> deletions, List<Cascade> cascades) {
        return deletions.stream().mapToLong(PlannedDeletion::rows).sum()
                + cascades.stream().mapToLong(Cascade::rows).sum();
    }

    /** Returns how many rows would go; none are known of where they cannot be read, and then nothing is run. */
    public long rows() {
        return counted.orElse(0);
    }

    /** Returns the same deletion of the number of rows that was approved. */
    PlannedDeletion approved(long rows) {
        OptionalLong other = rows == rows() ? OptionalLong.empty() : counted;
        return new PlannedDeletion(table, where, OptionalLong.of(rows), parts, other);
    }
}
