package io.github.ouigate.db.postgres;

import io.github.ouigate.db.ConditionReader;
import io.github.ouigate.db.DeleteEffects;
import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.LiquibaseNames;
import io.github.ouigate.db.Locks;
import io.github.ouigate.db.Privileges;
import io.github.ouigate.db.RowCopy;
import io.github.ouigate.db.RowStatistics;
import io.github.ouigate.db.Rows;
import io.github.ouigate.db.ServerInfo;
import io.github.ouigate.db.SessionControl;
import io.github.ouigate.db.Tables;
import io.github.ouigate.db.Transactions;
import io.github.ouigate.db.key.IndexBuilder;
import io.github.ouigate.db.key.KeyBuilder;
import io.github.ouigate.db.postgres.condition.PostgresConditions;
import io.github.ouigate.db.postgres.connection.PostgresConnections;
import io.github.ouigate.db.postgres.connection.ServerCheck;
import io.github.ouigate.db.postgres.truncate.PostgresTruncation;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.db.session.Sessions;
import io.github.ouigate.db.truncate.Truncation;
import io.github.ouigate.db.url.ConnectionSettings;
import io.github.ouigate.db.url.Secret;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.OuigateException;
import io.github.ouigate.message.RefusedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** PostgreSQL 14 and later, through its JDBC driver. */
public final class PostgresDialect implements Dialect {
    /** The SQLSTATE of notices that are not warnings: successful_completion. */
    private static final String NOTICE = "00000";

    /** The time limit of a login, including address resolution; the server's default authentication_timeout. */
    private static final Duration LOGIN = Duration.ofSeconds(60);

    private final ReservedWords reserved = new ReservedWords();

    /** The result of the last login; all sessions of the program have the same role. */
    private volatile DeniedReads denied = DeniedReads.NONE;

    @Override
    public Connection open(ConnectionSettings settings, String sessionName, Optional<Duration> patience)
            throws SQLException {
        Connection connection = new PostgresConnections(settings, sessionName, LOGIN, patience).open();
        int unlimited = connection.getNetworkTimeout();
        connection.setNetworkTimeout(
                Runnable::run, Math.toIntExact(patience.orElse(LOGIN).toMillis()));
        try {
            new ServerCheck(connection, settings.allowances()).check(settings.toString());
            denied = new PostgresLogin(connection, settings.session()).prepare();
            refuseOtherSchema(connection, settings);
        } catch (SQLException | OuigateException e) {
            connection.close();
            throw e;
        }
        connection.setNetworkTimeout(Runnable::run, unlimited);
        return connection;
    }

    /**
     * Refuses a missing schema in {@code currentSchema}: a search path skips it silently, and names would resolve to
     * the next schema.
     */
    private void refuseOtherSchema(Connection connection, ConnectionSettings settings) throws SQLException {
        Secret parameter = settings.parameters().get("currentSchema");
        String path = parameter == null ? "" : parameter.reveal();
        Optional<String> asked = PostgresSession.firstSchema(path);
        Optional<String> found = asked.isEmpty() ? asked : tables(connection).defaultSchema();
        if (found.isPresent() && !found.equals(asked)) {
            throw new RefusedException(
                    Message.of("connect.schema-missing", asked.get(), settings.toString(), found.get(), path));
        }
    }

    @Override
    public ServerInfo serverInfo(Connection connection) {
        return new PostgresServerInfo(new Rows(connection), denied);
    }

    @Override
    public Tables tables(Connection connection) {
        return new PostgresTables(connection, reserved);
    }

    @Override
    public DeleteEffects deleteEffects(Connection connection) {
        return new PostgresDeleteEffects(new Rows(connection), denied);
    }

    @Override
    public RowStatistics rowStatistics(Connection connection) {
        return new PostgresRowStatistics(connection, denied);
    }

    @Override
    public Privileges privileges(Connection connection) {
        return new PostgresPrivileges(new Rows(connection), denied);
    }

    @Override
    public Sessions sessions(Connection connection) {
        return new PostgresSessions(new Rows(connection), denied);
    }

    @Override
    public SessionControl session(Connection connection) {
        return new PostgresSession(connection);
    }

    @Override
    public Locks locks(Connection connection) {
        return new PostgresLocks(new Rows(connection));
    }

    @Override
    public Transactions transactions(Connection connection) {
        return new PostgresTransactions(connection, denied);
    }

    @Override
    public ConditionReader conditionReader(Connection connection) {
        return new PostgresConditions(connection, session(connection));
    }

    @Override
    public Optional<RowCopy> rowCopy(Connection connection) {
        return Optional.of(new PostgresRowCopy(connection));
    }

    @Override
    public Optional<KeyBuilder> keyBuilder(Connection connection) {
        return Optional.of(new PostgresKeyBuilder(connection));
    }

    @Override
    public Optional<IndexBuilder> indexBuilder(Connection connection) {
        return Optional.of(new PostgresIndexBuilder(connection));
    }

    @Override
    public Optional<Truncation> truncation(Connection connection) {
        return Optional.of(new PostgresTruncation(new Rows(connection), session(connection)));
    }

    @Override
    public Optional<Vacuum> vacuum() {
        return Optional.of(PostgresDialect::vacuum);
    }

    /**
     * Vacuums with the users' search path, since indexes can call their functions. Without the privilege, the server
     * warns and skips the table.
     */
    private static Optional<String> vacuum(Connection connection, TableName table) throws SQLException {
        SessionControl session = new PostgresSession(connection);
        session.useDatabasePath();
        try (Statement statement = connection.createStatement()) {
            statement.execute("VACUUM (ANALYZE) " + table.sql());
            List<String> warnings = new ArrayList<>();
            for (SQLWarning warning = statement.getWarnings(); warning != null; warning = warning.getNextWarning()) {
                if (!NOTICE.equals(warning.getSQLState())) {
                    warnings.add(warning.getMessage());
                }
            }
            return warnings.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", warnings));
        } finally {
            session.useCatalogPath();
        }
    }

    @Override
    public LiquibaseNames liquibaseNames(Connection connection) {
        return new PostgresNames(connection, reserved);
    }
}
