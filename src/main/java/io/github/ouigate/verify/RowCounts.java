package io.github.ouigate.verify;

import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.plan.check.ConditionCheck;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.OptionalLong;

/** Counts rows within savepoints, so that a failed count does not abort the transaction. */
public final class RowCounts {
    private final Connection connection;
    private final Dialect dialect;
    private Duration left;

    /** Counts in the current transaction; {@code patience} limits the total time of all calls of {@link #quickly}. */
    public RowCounts(Connection connection, Dialect dialect, Duration patience) {
        this.connection = connection;
        this.dialect = dialect;
        this.left = patience;
    }

    /** Counts the rows that a condition selects; empty if the condition cannot be evaluated. */
    OptionalLong count(TableName table, Condition condition) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            return OptionalLong.of(dialect.rowStatistics(connection).count(table, condition));
        } catch (SQLException e) {
            if (ConditionCheck.failure(table, e).isPresent()) {
                connection.rollback(before);
                return OptionalLong.empty();
            }
            throw e;
        }
    }

    /** Counts all rows of a table; empty if the time for all calls is used up. */
    public OptionalLong quickly(TableName table) throws SQLException {
        if (left.toMillis() <= 0) {
            return OptionalLong.empty();
        }
        Savepoint before = connection.setSavepoint();
        long start = System.nanoTime();
        try {
            dialect.session(connection).limitStatements(left);
            return OptionalLong.of(dialect.rowStatistics(connection).count(table, Condition.NONE));
        } catch (SQLException e) {
            connection.rollback(before);
            return OptionalLong.empty();
        } finally {
            dialect.session(connection).limitStatements(Duration.ZERO);
            left = left.minusNanos(System.nanoTime() - start);
        }
    }
}
