package io.github.ouigate.db.postgres;

import io.github.ouigate.db.Rows;
import io.github.ouigate.db.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Locks tables in EXCLUSIVE mode: readers go on, and whoever writes, or has locked rows for that, is waited for now, not
 * in the middle of a delete.
 *
 * <p>A session that waits for a lock looks for a deadlock after {@code deadlock_timeout}, and gives up if it finds one
 * (PostgreSQL manual, 13.3.4). So that it is never the application's, the other tables are waited for only briefly while
 * one is held; then all are given up, those who were stopped go on, and the table that was not to be had is the first
 * one of the next try, for which nothing is held. So applications can write in any order.
 */
final class PostgresTableLocks {
    /** Longer than those need who are not stopped by the tables that are held. */
    private static final Duration PATIENCE = Duration.ofMillis(50);

    private static final String EXCLUSIVE = " IN EXCLUSIVE MODE";
    private static final String ACCESS_EXCLUSIVE = " IN ACCESS EXCLUSIVE MODE";

    private final Connection connection;
    private final Rows rows;
    private final List<TableName> tables;
    private final Set<TableName> alone;
    private final Duration timeout;
    private TableName next;

    /**
     * Creates the locks of some tables, parents first, which are tried to get for no longer than {@code timeout}.
     *
     * @param alone those that are locked in ACCESS EXCLUSIVE mode; some of them may be partitions of the others
     */
    PostgresTableLocks(Connection connection, List<TableName> tables, Set<TableName> alone, Duration timeout) {
        this.connection = connection;
        this.rows = new Rows(connection);
        this.tables = tables;
        this.alone = alone;
        this.timeout = timeout;
        this.next = tables.get(0);
    }

    /** Takes the locks; if one cannot be had, none is held. */
    void take() throws SQLException {
        Savepoint nothingHeld = connection.setSavepoint();
        Duration whileHolding = shorter(PATIENCE, deadlockTimeout().dividedBy(2));
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            try {
                lock(next.sql() + EXCLUSIVE, Duration.ofNanos(deadline - System.nanoTime()));
                lockAll(whileHolding);
                rows.execute(waitAtMost(timeout));
                return;
            } catch (SQLException e) {
                connection.rollback(nothingHeld);
                if (!PostgresLocks.isLock(e) || System.nanoTime() >= deadline) {
                    throw e;
                }
            }
        }
    }

    private void lockAll(Duration patience) throws SQLException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (TableName table : tables) {
            next = table;
            lock(table.sql() + EXCLUSIVE, Duration.ofNanos(deadline - System.nanoTime()));
        }
        for (TableName table : alone) {
            lock("ONLY " + table.sql() + ACCESS_EXCLUSIVE, Duration.ofNanos(deadline - System.nanoTime()));
        }
    }

    private void lock(String tableAndMode, Duration wait) throws SQLException {
        rows.execute(waitAtMost(wait) + "; LOCK TABLE " + tableAndMode);
    }

    private static String waitAtMost(Duration time) {
        return "SET LOCAL lock_timeout = " + Math.max(1, time.toMillis());
    }

    private Duration deadlockTimeout() throws SQLException {
        return rows.one(
                "SELECT setting::bigint FROM pg_settings WHERE name = 'deadlock_timeout'",
                row -> Duration.ofMillis(row.getLong(1)));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
