package io.github.ouigate.target;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/**
 * Locks tables in EXCLUSIVE mode: readers go on, and whoever writes, or has locked rows for that, is waited for now, not
 * in the middle of a delete.
 *
 * <p>A session that waits for a lock looks for a deadlock after {@code deadlock_timeout}, and gives up if it finds one
 * (PostgreSQL manual, 13.3.4). So that it is never the application's, no table is waited for as long as half of that
 * while another one is held. Writers are shut out of all tables first, in a mode that lets the checks of their foreign
 * keys pass: those that have begun then come to their end.
 */
final class PostgresTableLocks {
    private static final String WRITERS_OUT = "SHARE ROW EXCLUSIVE";
    private static final String ROW_LOCKERS_OUT = "EXCLUSIVE";

    private final Connection connection;
    private final Duration timeout;

    PostgresTableLocks(Connection connection, Duration timeout) {
        this.connection = connection;
        this.timeout = timeout;
    }

    /** Takes the locks; where one cannot be had soon enough, gives all of them up and waits for that one alone. */
    void take(List<TableName> tables) throws SQLException {
        Savepoint nothingHeld = connection.setSavepoint();
        Duration whileHolding = deadlockTimeout().dividedBy(2);
        lock(tables.get(0), WRITERS_OUT, timeout);
        long deadline = System.nanoTime() + whileHolding.toNanos();
        TableName next = tables.get(0);
        try {
            for (String mode : List.of(WRITERS_OUT, ROW_LOCKERS_OUT)) {
                for (TableName table : tables) {
                    next = table;
                    lock(table, mode, shorter(Duration.ofNanos(deadline - System.nanoTime()), timeout));
                }
            }
        } catch (SQLException e) {
            connection.rollback(nothingHeld);
            if (PostgresDialect.isLock(e)) {
                outwait(next, nothingHeld);
            }
            throw e;
        }
        PostgresDialect.execute(connection, waitAtMost(timeout));
    }

    /** Lets whoever is at a table finish; the server sends an autovacuum away that is waited for so long. */
    private void outwait(TableName table, Savepoint nothingHeld) throws SQLException {
        lock(table, ROW_LOCKERS_OUT, timeout);
        connection.rollback(nothingHeld);
    }

    private void lock(TableName table, String mode, Duration wait) throws SQLException {
        PostgresDialect.execute(connection, waitAtMost(wait) + "; LOCK TABLE " + table.sql() + " IN " + mode + " MODE");
    }

    private static String waitAtMost(Duration time) {
        return "SET LOCAL lock_timeout = " + Math.max(1, time.toMillis());
    }

    private Duration deadlockTimeout() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT setting::bigint FROM pg_settings WHERE name = 'deadlock_timeout'")) {
            row.next();
            return Duration.ofMillis(row.getLong(1));
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
