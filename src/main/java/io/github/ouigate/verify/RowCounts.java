package io.github.ouigate.verify;

import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.OptionalLong;

/** Counts rows behind a savepoint, so that a count that fails does not abort the transaction. */
public final class RowCounts {
    /** The classes of SQLSTATE for unknown names and missing rights, and for values that cannot be converted. */
    private static final String WRONG_STATEMENT = "42";

    private static final String WRONG_VALUE = "22";

    private final Connection connection;
    private final Dialect dialect;
    private Duration left;

    /** Counts within a transaction; all calls of {@link #quickly} together take no longer than {@code patience}. */
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
            String state = e.getSQLState() == null ? "" : e.getSQLState();
            if (state.startsWith(WRONG_STATEMENT) || state.startsWith(WRONG_VALUE)) {
                connection.rollback(before);
                return OptionalLong.empty();
            }
            throw e;
        }
    }

    /** Counts all rows of a table; empty if this call and the earlier ones together take too long. */
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
