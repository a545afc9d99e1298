package io.github.ouigate.db.h2;

import io.github.ouigate.db.Locks;
import io.github.ouigate.db.Rows;
import io.github.ouigate.db.SessionControl;
import io.github.ouigate.db.Transactions;
import io.github.ouigate.db.schema.OwnDefinitions;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.db.session.RunSession;
import io.github.ouigate.db.session.Sessions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Sessions, locks and transactions of H2, which reports little about other sessions. */
final class H2Session implements SessionControl, Sessions, Locks, Transactions {
    /** LOCK_TIMEOUT_1 and DEADLOCK_1 (org.h2.api.ErrorCode). */
    private static final List<Integer> LOCK_ERRORS = List.of(50200, 40001);

    private final Connection connection;
    private final Rows rows;

    H2Session(Connection connection) {
        this.connection = connection;
        this.rows = new Rows(connection);
    }

    @Override
    public void limitLockWaits(Duration timeout) throws SQLException {
        rows.execute("SET LOCK_TIMEOUT " + timeout.toMillis());
    }

    @Override
    public void limitStatements(Duration timeout) throws SQLException {
        rows.execute("SET QUERY_TIMEOUT " + timeout.toMillis());
    }

    @Override
    public void prepareForRun() throws SQLException {
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    }

    /** Does nothing: a run on H2 stops at its next step. */
    @Override
    public void cancelStatement() {}

    /** Returns false for a file: only one process can open it, so that a lock found in it is stale. */
    @Override
    public boolean isConnected(String sessionName) throws SQLException {
        String url = connection.getMetaData().getURL();
        return url.startsWith("jdbc:h2:mem:") || url.startsWith("jdbc:h2:tcp:") || url.startsWith("jdbc:h2:ssl:");
    }

    /** H2 sessions have no names. A process that opens a file has exclusive access. */
    @Override
    public Optional<List<RunSession>> runSessions(String prefix) throws SQLException {
        return isConnected(prefix) ? Optional.empty() : Optional.of(List.of());
    }

    /** Does nothing: H2 has no session locks, and Liquibase's lock is sufficient. */
    @Override
    public void lockRunner() {}

    /**
     * Locks the rows, since H2 has no table locks. Rows inserted meanwhile make the deleted count differ from the
     * plan's.
     */
    @Override
    public void lockTables(
            LockSet set, List<String> order, String first, Set<TableName> accessExclusive, Duration timeout)
            throws SQLException {
        for (String table : order) {
            rows.execute("SELECT 1 FROM " + table + " FOR UPDATE");
        }
    }

    @Override
    public LockSet lockSet(List<TableName> tables, Collection<TableName> allowed) {
        return new LockSet(tables.stream().map(TableName::sql).toList(), List.of(), Duration.ZERO);
    }

    @Override
    public boolean isLockedByAnother(SQLException failure) {
        return LOCK_ERRORS.contains(failure.getErrorCode());
    }

    /** Does nothing: H2 checks constraints and fires triggers immediately. */
    @Override
    public void fireDeferred() {}

    @Override
    public WriteWatch watchWrites(Collection<TableName> deletedFrom, OwnDefinitions own) throws SQLException {
        return new H2Writes(rows);
    }

    /** Returns false: H2 commits on DDL. */
    @Override
    public boolean rollsBackDefinitions() {
        return false;
    }
}
