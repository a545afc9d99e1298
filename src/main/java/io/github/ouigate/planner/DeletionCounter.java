package io.github.ouigate.planner;

import io.github.ouigate.db.RowStatistics;
import io.github.ouigate.db.schema.ChildTable;
import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.PlannedDeletion;
import io.github.ouigate.plan.check.ConditionCheck;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Counts the rows of deletes, in the transaction of the plan.
 *
 * @param children the partitions and inheriting tables of the purged tables
 * @param hazards receives the hazards that prevent an evaluation of conditions
 */
record DeletionCounter(
        Connection connection, RowStatistics statistics, List<ChildTable> children, List<Hazard> hazards) {
    PlannedDeletion count(TableName table, @Nullable String where) throws SQLException {
        if (where == null) {
            return counted(table, null);
        }
        Savepoint before = connection.setSavepoint();
        try {
            return counted(table, where);
        } catch (SQLException e) {
            Optional<Hazard> failure = ConditionCheck.failure(table, e);
            if (failure.isEmpty()) {
                throw e;
            }
            connection.rollback(before);
            hazards.add(failure.get());
            return uncounted(table, where);
        }
    }

    static PlannedDeletion uncounted(TableName table, @Nullable String where) {
        return new PlannedDeletion(table, where, OptionalLong.empty(), List.of());
    }

    private PlannedDeletion counted(TableName table, @Nullable String where) throws SQLException {
        Condition condition = new Condition(where);
        List<TableName> parts = children.stream()
                .filter(child -> child.root().equals(table))
                .map(ChildTable::name)
                .toList();
        if (parts.isEmpty()) {
            return new PlannedDeletion(table, where, OptionalLong.of(statistics.count(table, condition)), List.of());
        }
        Map<TableName, Long> byTable = statistics.rowsByTable(table, condition);
        return new PlannedDeletion(
                table,
                where,
                OptionalLong.of(
                        byTable.values().stream().mapToLong(Long::longValue).sum()),
                parts.stream()
                        .map(part -> new PlannedDeletion.Part(part, byTable.getOrDefault(part, 0L)))
                        .toList());
    }
}
