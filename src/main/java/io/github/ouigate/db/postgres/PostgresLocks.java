package io.github.ouigate.db.postgres;

import io.github.ouigate.db.Locks;
import io.github.ouigate.db.Rows;
import io.github.ouigate.db.TableName;
import java.sql.Connection;
import java.sql.SQLException;
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

    private final Connection connection;

    PostgresLocks(Connection connection) {
        this.connection = connection;
    }

    @Override
    public void lockRunner() throws SQLException {
        new Rows(connection).execute("SELECT pg_advisory_lock(" + RUNNER_LOCK + ")");
    }

    @Override
    public void lockTables(List<TableName> tables, Set<TableName> alone, Duration timeout) throws SQLException {
        new PostgresTableLocks(connection, tables, alone, timeout).take();
    }

    @Override
    public boolean isLockedByAnother(SQLException failure) {
        return isLock(failure);
    }

    static boolean isLock(SQLException failure) {
        return failure.getSQLState() != null && LOCK_STATES.contains(failure.getSQLState());
    }
}
