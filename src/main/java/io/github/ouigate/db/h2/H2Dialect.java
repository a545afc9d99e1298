package io.github.ouigate.db.h2;

import io.github.ouigate.db.Catalog;
import io.github.ouigate.db.CommitState;
import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.TableName;
import io.github.ouigate.db.TemporaryIndex;
import io.github.ouigate.db.TransactionMark;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** H2 2.x: the demo's database, and a quick one for tests. Its file is open in one process at a time. */
public final class H2Dialect implements Dialect {
    /** LOCK_TIMEOUT_1 and DEADLOCK_1 (org.h2.api.ErrorCode). */
    private static final List<Integer> LOCK_ERRORS = List.of(50200, 40001);

    @Override
    public Catalog catalog(Connection connection) {
        return new H2Catalog(connection);
    }

    @Override
    public String folded(String word) {
        return word.toUpperCase(Locale.ROOT);
    }

    @Override
    public void limitLockWaits(Connection connection, Duration timeout) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCK_TIMEOUT " + timeout.toMillis());
        }
    }

    @Override
    public void prepareSession(Connection connection) throws SQLException {
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    }

    /** Does nothing: Liquibase's own lock has to do, for H2 has no session locks. */
    @Override
    public void lockRunner(Connection connection) {}

    /** Locks the rows: H2 has no table locks. New rows that slip in make the deleted count differ from the plan's. */
    @Override
    public void lockTables(Connection connection, List<TableName> tables, Set<TableName> alone, Duration timeout)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (TableName table : tables) {
                statement.execute("SELECT 1 FROM " + table.sql() + " FOR UPDATE");
            }
        }
    }

    /** Never called: H2 makes an index for each foreign key itself, and would commit if told to. */
    @Override
    public void shutReadersOut(Connection connection, Collection<TableName> tables) {
        throw new UnsupportedOperationException();
    }

    /** Never called. */
    @Override
    public void createIndex(Connection connection, String name, TemporaryIndex index) {
        throw new UnsupportedOperationException();
    }

    /** Never called. */
    @Override
    public void dropIndex(Connection connection, String name, TemporaryIndex index) {
        throw new UnsupportedOperationException();
    }

    /** Does nothing: H2 checks every constraint and fires every trigger at once. */
    @Override
    public void fireDeferred(Connection connection) {}

    @Override
    public void limitStatements(Connection connection, Duration timeout) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET QUERY_TIMEOUT " + timeout.toMillis());
        }
    }

    /** Returns false: H2 commits when it makes a table. */
    @Override
    public boolean rollsBackDefinitions() {
        return false;
    }

    @Override
    public boolean isLockedByAnother(SQLException failure) {
        return LOCK_ERRORS.contains(failure.getErrorCode());
    }

    @Override
    public Optional<TransactionMark> mark(Connection connection) {
        return Optional.empty();
    }

    /** Returns false: H2 uses the space again by itself. */
    @Override
    public boolean hasVacuum() {
        return false;
    }

    /** Never called: there is nothing to do. */
    @Override
    public Optional<String> vacuum(Connection connection, TableName table) {
        return Optional.empty();
    }

    /** Never called: H2 gives no mark. */
    @Override
    public CommitState commitState(Connection connection, TransactionMark mark) {
        return CommitState.UNSETTLED;
    }

    /** Does nothing: a run on H2 stops at its next step. */
    @Override
    public void cancel(Connection connection) {}
}
