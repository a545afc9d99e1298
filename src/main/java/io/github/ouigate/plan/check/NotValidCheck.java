package io.github.ouigate.plan.check;

import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.RowConstraint;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.message.Message;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Hazard.Code;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Finds rows to be deleted that violate NOT VALID constraints; they could not be inserted again. */
public record NotValidCheck(Connection connection, Dialect dialect) {
    /**
     * Counts the rows. Requires a transaction.
     *
     * @param deleted the conditions of deleted rows by table
     */
    public List<Hazard> check(Map<TableName, Condition> deleted) throws SQLException {
        List<Hazard> hazards = new ArrayList<>();
        if (!deleted.isEmpty()) {
            for (RowConstraint constraint : dialect.tables(connection).unvalidatedConstraints(deleted.keySet())) {
                Condition rows = deleted.getOrDefault(constraint.table(), Condition.NONE);
                OptionalLong broken = count(constraint, rows.and(constraint.broken()));
                if (broken.orElse(1) > 0) {
                    hazards.add(hazard(constraint, broken));
                }
            }
        }
        return hazards;
    }

    /** Counts rows; empty if the role lacks a privilege that the constraint needs. */
    private OptionalLong count(RowConstraint constraint, Condition rows) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            long count = dialect.rowStatistics(connection).count(constraint.table(), rows);
            connection.releaseSavepoint(before);
            return OptionalLong.of(count);
        } catch (SQLException e) {
            connection.rollback(before);
            return OptionalLong.empty();
        }
    }

    private static Hazard hazard(RowConstraint constraint, OptionalLong broken) {
        return Hazard.warn(
                Code.NOT_VALID,
                constraint.table(),
                constraint.on(),
                constraint.name(),
                broken.isPresent()
                        ? Message.of("not-valid.rows", broken.getAsLong())
                        : Message.of("not-valid.uncounted"),
                constraint.on().sql(),
                TableName.quote(constraint.name()),
                constraint.definition());
    }
}
