package io.github.ouigate.db.postgres;

import io.github.ouigate.db.Rows;
import io.github.ouigate.db.SessionControl;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.postgresql.PGConnection;

/** A session of PostgreSQL. */
final class PostgresSession implements SessionControl {
    /** How long the server waits for the next statement of a transaction; a run needs moments from one to the next. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

    private final Connection connection;
    private final Rows rows;

    PostgresSession(Connection connection) {
        this.connection = connection;
        this.rows = new Rows(connection);
    }

    @Override
    public void limitLockWaits(Duration timeout) throws SQLException {
        rows.execute("SET lock_timeout = " + timeout.toMillis());
    }

    @Override
    public void limitStatements(Duration timeout) throws SQLException {
        rows.execute("SET LOCAL statement_timeout = " + timeout.toMillis());
    }

    @Override
    public void prepareForRun() throws SQLException {
        // A role's own defaults must not weaken a run: each statement is a setting that it relies on. Liquibase writes
        // the default schema, without quotes, before a search path that does not start with it.
        rows.execute(
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
    void watchClient() throws SQLException {
        rows.execute(
                "SET client_connection_check_interval = 1000",
                "SET tcp_keepalives_idle = 4",
                "SET tcp_keepalives_interval = 2",
                "SET tcp_keepalives_count = 3",
                "SET tcp_user_timeout = 10000");
    }

    @Override
    public void cancelStatement() throws SQLException {
        connection.unwrap(PGConnection.class).cancelQuery();
    }
}
