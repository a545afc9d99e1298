package io.github.ouigate.db.postgres;

import io.github.ouigate.db.Catalog;
import io.github.ouigate.db.CommitState;
import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.TableName;
import io.github.ouigate.db.TemporaryIndex;
import io.github.ouigate.db.TransactionMark;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.postgresql.PGConnection;

/** PostgreSQL 14 and later. */
public final class PostgresDialect implements Dialect {
    /** Key of the advisory lock, unique to ouigate: the ASCII codes of "ouigate" and a zero byte. */
    static final long RUNNER_LOCK = 0x6F75696761746500L;

    /** How long the server waits for the next statement of a transaction; a run needs moments from one to the next. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

    /** PostgreSQL manual, appendix A. */
    static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final String DEADLOCK_DETECTED = "40P01";
    private static final Set<String> LOCK_STATES = Set.of(LOCK_NOT_AVAILABLE, DEADLOCK_DETECTED);

    /** What pg_xact_status says of a number that has not been given out: invalid_parameter_value. */
    private static final String FUTURE = "22023";

    /** The state of what is said and no warning: successful_completion. */
    private static final String NOTICE = "00000";

    @Override
    public Catalog catalog(Connection connection) {
        return new PostgresCatalog(connection);
    }

    @Override
    public String folded(String word) {
        return word.toLowerCase(Locale.ROOT);
    }

    @Override
    public void limitLockWaits(Connection connection, Duration timeout) throws SQLException {
        execute(connection, "SET lock_timeout = " + timeout.toMillis());
    }

    @Override
    public void prepareSession(Connection connection) throws SQLException {
        // A role's own defaults must not weaken a run: each statement is a setting that it relies on. Liquibase writes
        // the default schema, without quotes, before a search path that does not start with it.
        execute(
                connection,
                "SET statement_timeout = 0",
                "SET idle_in_transaction_session_timeout = " + LONGEST_SILENCE.toMillis(),
                "SET row_security = off",
                "SET standard_conforming_strings = on",
                "SELECT set_config('search_path', concat_ws(', ', quote_ident(current_schema()),"
                        + " current_setting('search_path')), false) WHERE current_schema() IS NOT NULL",
                "SELECT set_config('synchronous_commit', 'on', false)"
                        + " WHERE current_setting('synchronous_commit') = 'off'",
                "SELECT set_config('session_replication_role', 'origin', false)"
                        + " WHERE current_setting('session_replication_role') <> 'origin'");
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    }

    /**
     * Has the server notice within a second that its client has died, even in the middle of a statement, and within ten
     * that its machine or the network has. In the order in which servers on other systems know of these settings.
     */
    public static void watchClient(Connection connection) throws SQLException {
        execute(
                connection,
                "SET client_connection_check_interval = 1000",
                "SET tcp_keepalives_idle = 4",
                "SET tcp_keepalives_interval = 2",
                "SET tcp_keepalives_count = 3",
                "SET tcp_user_timeout = 10000");
    }

    @Override
    public void lockRunner(Connection connection) throws SQLException {
        execute(connection, "SELECT pg_advisory_lock(" + RUNNER_LOCK + ")");
    }

    @Override
    public void lockTables(Connection connection, List<TableName> tables, Set<TableName> alone, Duration timeout)
            throws SQLException {
        new PostgresTableLocks(connection, tables, alone, timeout).take();
    }

    @Override
    public void shutReadersOut(Connection connection, Collection<TableName> tables) throws SQLException {
        new PostgresTemporaryIndexes(connection).shutReadersOut(tables);
    }

    @Override
    public void createIndex(Connection connection, String name, TemporaryIndex index) throws SQLException {
        new PostgresTemporaryIndexes(connection).create(name, index);
    }

    @Override
    public void dropIndex(Connection connection, String name, TemporaryIndex index) throws SQLException {
        new PostgresTemporaryIndexes(connection).drop(name, index);
    }

    @Override
    public void fireDeferred(Connection connection) throws SQLException {
        execute(connection, "SET CONSTRAINTS ALL IMMEDIATE");
    }

    @Override
    public void limitStatements(Connection connection, Duration timeout) throws SQLException {
        execute(connection, "SET LOCAL statement_timeout = " + timeout.toMillis());
    }

    @Override
    public boolean rollsBackDefinitions() {
        return true;
    }

    @Override
    public boolean isLockedByAnother(SQLException failure) {
        return isLock(failure);
    }

    static boolean isLock(SQLException failure) {
        return failure.getSQLState() != null && LOCK_STATES.contains(failure.getSQLState());
    }

    @Override
    public Optional<TransactionMark> mark(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT pg_current_xact_id()::text, pg_current_wal_insert_lsn()::text, pg_current_snapshot()::text")) {
            row.next();
            return Optional.of(new TransactionMark(row.getString(1), row.getString(2), row.getString(3)));
        }
    }

    @Override
    public boolean hasVacuum() {
        return true;
    }

    /** A vacuum that the role has no right to is skipped with a warning. */
    @Override
    public Optional<String> vacuum(Connection connection, TableName table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("VACUUM (ANALYZE) " + table.sql());
            List<String> warnings = new ArrayList<>();
            for (SQLWarning warning = statement.getWarnings(); warning != null; warning = warning.getNextWarning()) {
                if (!NOTICE.equals(warning.getSQLState())) {
                    warnings.add(warning.getMessage());
                }
            }
            return warnings.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", warnings));
        }
    }

    @Override
    public CommitState commitState(Connection connection, TransactionMark mark) throws SQLException {
        try {
            return status(connection, mark);
        } catch (SQLException e) {
            if (FUTURE.equals(e.getSQLState())) {
                return CommitState
                        .ROLLED_BACK; // the server has crashed, and nothing of the transaction was on its disk
            }
            throw e;
        }
    }

    private static CommitState status(Connection connection, TransactionMark mark) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT pg_xact_status(?::xid8)")) {
            statement.setString(1, mark.xid());
            try (ResultSet row = statement.executeQuery()) {
                String state = row.next() ? row.getString(1) : null;
                return "committed".equals(state)
                        ? CommitState.COMMITTED
                        : "aborted".equals(state) ? CommitState.ROLLED_BACK : CommitState.UNSETTLED;
            }
        }
    }

    @Override
    public void cancel(Connection connection) throws SQLException {
        connection.unwrap(PGConnection.class).cancelQuery();
    }

    static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
