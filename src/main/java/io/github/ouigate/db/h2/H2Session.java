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

    /** A database file is open in one process at a time: a lock found in it was left behind by a dead one. */
    @Override
    public boolean isConnected(String sessionName) throws SQLException {
        String url = connection.getMetaData().getURL();
        return url.startsWith("jdbc:h2:mem:") || url.startsWith("jdbc:h2:tcp:") || url.startsWith("jdbc:h2:ssl:");
    }

    /** Sessions have no names. Who has opened a file is alone with it. */
    @Override
    public Optional<List<RunSession>> runSessions(String prefix) throws SQLException {
        return isConnected(prefix) ? Optional.empty() : Optional.of(List.of());
    }

    /** Does nothing: Liquibase's own lock has to do, for H2 has no session locks. */
    @Override
    public void lockRunner() {}

    /** Locks the rows: H2 has no table locks. New rows that slip in make the deleted count differ from the plan's. */
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

    /** Does nothing: H2 checks every constraint and fires every trigger at once. */
    @Override
    public void fireDeferred() {}

    @Override
    public WriteWatch watchWrites(Collection<TableName> deletedFrom, OwnDefinitions own) throws SQLException {
        return new H2Writes(rows);
    }

    /** Returns false: H2 commits when it makes a table. */
    @Override
    public boolean rollsBackDefinitions() {
        return false;
    }
}
