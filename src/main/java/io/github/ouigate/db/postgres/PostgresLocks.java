package io.github.ouigate.db.postgres;

import io.github.ouigate.db.Locks;
import io.github.ouigate.db.Rows;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.time.Deadline;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** An advisory lock between runs, and table locks. */
final class PostgresLocks implements Locks {
    /** Key of the advisory lock, unique to ouigate: the ASCII codes of "ouigate" and a zero byte. */
    static final long RUNNER_LOCK = 0x6F75696761746500L;

    /** PostgreSQL manual, appendix A. */
    static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final String DEADLOCK_DETECTED = "40P01";
    private static final Set<String> LOCK_STATES = Set.of(LOCK_NOT_AVAILABLE, DEADLOCK_DETECTED);

    /** Enough for the sessions that are not stopped by the tables that are held. */
    private static final Duration PATIENCE = Duration.ofMillis(50);

    private static final String EXCLUSIVE = " IN EXCLUSIVE MODE";
    private static final String ACCESS_EXCLUSIVE = " IN ACCESS EXCLUSIVE MODE";

    private final Connection connection;
    private final Rows rows;

    PostgresLocks(Connection connection) {
        this.connection = connection;
        this.rows = new Rows(connection);
    }

    @Override
    public void lockRunner() throws SQLException {
        rows.execute("SELECT pg_advisory_lock(" + RUNNER_LOCK + ")");
    }

    /**
     * Locks in EXCLUSIVE mode: readers go on, and whoever writes, or has locked rows for that, is waited for now, not in
     * the middle of a delete.
     *
     * <p>A session that waits for a lock looks for a deadlock after {@code deadlock_timeout}, and gives up if it finds one
     * (PostgreSQL manual, 13.3.4). So that it is never the application's, the other tables are waited for only briefly
     * while one is held. Then all are given up, the sessions that were stopped go on, and the next try begins with the
     * table that could not be had: nothing is held while that is waited for. So applications can write in any order.
     */
    @Override
    public void lockTables(List<TableName> tables, Set<TableName> alone, Duration timeout) throws SQLException {
        Savepoint nothingHeld = connection.setSavepoint();
        Duration halfDeadlockTimeout = rows.one(
                "SELECT setting::bigint / 2 FROM pg_settings WHERE name = 'deadlock_timeout'",
                row -> Duration.ofMillis(row.getLong(1)));
        Duration whileHolding = PATIENCE.compareTo(halfDeadlockTimeout) < 0 ? PATIENCE : halfDeadlockTimeout;
        Deadline deadline = Deadline.in(timeout);
        TableName next = tables.get(0);
        while (true) {
            try {
                lock(next.sql() + EXCLUSIVE, deadline.left());
                Deadline holding = Deadline.in(whileHolding);
                for (TableName table : tables) {
                    next = table;
                    lock(table.sql() + EXCLUSIVE, holding.left());
                }
                for (TableName table : alone) {
                    lock("ONLY " + table.sql() + ACCESS_EXCLUSIVE, holding.left());
                }
                rows.execute(waitAtMost(timeout));
                return;
            } catch (SQLException e) {
                connection.rollback(nothingHeld);
                if (!isLockedByAnother(e) || deadline.isOver()) {
                    throw e;
                }
            }
        }
    }

    private void lock(String tableAndMode, Duration wait) throws SQLException {
        rows.execute(waitAtMost(wait) + "; LOCK TABLE " + tableAndMode);
    }

    private static String waitAtMost(Duration time) {
        return "SET LOCAL lock_timeout = " + Math.max(1, time.toMillis());
    }

    @Override
    public boolean isLockedByAnother(SQLException failure) {
        return failure.getSQLState() != null && LOCK_STATES.contains(failure.getSQLState());
    }
}
