package io.github.ouigate.plan;

import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.TableName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table that a run would delete.
 *
 * @param where the SQL condition; null for every row
 * @param counted the counted number of rows; empty if they cannot be read
 * @param parts the numbers of rows by partition or inheriting table
 * @param now the current number of rows if another number was approved
 */
public record PlannedDeletion(
        TableName table, @Nullable String where, OptionalLong counted, List<Part> parts, OptionalLong now) {
    /** The rows of a partition or inheriting table. */
    public record Part(TableName table, long rows) {}

    public PlannedDeletion(TableName table, @Nullable String where, OptionalLong counted, List<Part> parts) {
        this(table, where, counted, parts, OptionalLong.empty());
    }

    public PlannedDeletion {
        parts = List.copyOf(parts);
    }

    /** Returns the condition that selects the rows. */
    public Condition condition() {
        return new Condition(where);
    }

    /** Returns the conditions of deleted rows by table, including cascades; tables without deleted rows are omitted. */
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

    /** Returns the number of deleted and updated rows, including cascades. */
    public static long rows(List<PlannedDeletion> deletions, List<Cascade> cascades) {
        return deletions.stream().mapToLong(PlannedDeletion::rows).sum()
                + cascades.stream().mapToLong(Cascade::rows).sum();
    }

    /** Returns the number of rows; zero if they cannot be read, which blocks the run. */
    public long rows() {
        return counted.orElse(0);
    }

    /** Returns the deletion with the approved number of rows. */
    PlannedDeletion approved(long rows) {
        OptionalLong other = rows == rows() ? OptionalLong.empty() : counted;
        return new PlannedDeletion(table, where, OptionalLong.of(rows), parts, other);
    }
}
