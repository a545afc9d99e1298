package io.github.ouigate.db.postgres;

import io.github.ouigate.db.ConditionReader;
import io.github.ouigate.db.DeleteEffects;
import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.IndexBuilder;
import io.github.ouigate.db.LiquibaseNames;
import io.github.ouigate.db.Locks;
import io.github.ouigate.db.Privileges;
import io.github.ouigate.db.RowCopy;
import io.github.ouigate.db.RowStatistics;
import io.github.ouigate.db.ServerInfo;
import io.github.ouigate.db.SessionControl;
import io.github.ouigate.db.Tables;
import io.github.ouigate.db.Transactions;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.db.session.Sessions;
import io.github.ouigate.db.url.ConnectionSettings;
import io.github.ouigate.db.url.Secret;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.OuigateException;
import io.github.ouigate.message.UsageException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/** PostgreSQL 14 and later, by way of its JDBC driver, which looks for a missing password in the password file. */
public final class PostgresDialect implements Dialect {
    /** The state of what is said and no warning: successful_completion. */
    private static final String NOTICE = "00000";

    /** As long as a server waits by default for a client to log in. It includes the look-up of the host's address. */
    private static final Duration LOGIN = Duration.ofSeconds(60);

    /** What the driver sends itself at the login, over what the options have. */
    private static final Pattern OVERRIDDEN = Pattern.compile("(?i)\\b(timezone|datestyle)\\s*=");

    @Override
    public Connection open(ConnectionSettings settings, String sessionName, Optional<Duration> patience)
            throws SQLException {
        Properties properties = properties(settings);
        properties.putIfAbsent("connectTimeout", "10");
        properties.putIfAbsent("loginTimeout", seconds(LOGIN));
        patience.ifPresent(time -> properties.put("loginTimeout", seconds(time)));
        properties.put("tcpKeepAlive", "true");
        properties.putIfAbsent("socketFactory", KeepAliveSocketFactory.class.getName());
        properties.put("ApplicationName", sessionName);
        properties.put("logServerErrorDetail", "false"); // it would show the contents of rows
        // The driver then sends the session name as it connects: it is there from the session's first moment.
        properties.put("assumeMinServerVersion", "12");
        Driver driver = new org.postgresql.Driver();
        Connection connection = driver.connect(settings.jdbcUrl(), properties);
        if (connection == null) {
            throw new OuigateException(Message.of("url.unknown"));
        }
        int unlimited = connection.getNetworkTimeout();
        connection.setNetworkTimeout(
                Runnable::run, Math.toIntExact(patience.orElse(LOGIN).toMillis()));
        try {
            new PostgresLogin(connection, settings.session()).prepare();
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        connection.setNetworkTimeout(Runnable::run, unlimited);
        return connection;
    }

    private static String seconds(Duration time) {
        return String.valueOf((double) time.toMillis() / 1000);
    }

    private static Properties properties(ConnectionSettings settings) {
        Secret options = settings.parameters().get("options");
        if (options != null && OVERRIDDEN.matcher(options.reveal()).find()) {
            throw new UsageException(Message.of("url.time-zone"));
        }
        Properties properties = new Properties();
        settings.parameters().forEach((name, value) -> properties.put(name, value.reveal()));
        settings.user().ifPresent(user -> properties.put("user", user));
        settings.password().ifPresent(password -> properties.put("password", password.reveal()));
        return properties;
    }

    @Override
    public ServerInfo serverInfo(Connection connection) {
        return new PostgresServerInfo(connection);
    }

    @Override
    public Tables tables(Connection connection) {
        return new PostgresTables(connection);
    }

    @Override
    public DeleteEffects deleteEffects(Connection connection) {
        return new PostgresDeleteEffects(connection);
    }

    @Override
    public RowStatistics rowStatistics(Connection connection) {
        return new PostgresRowStatistics(connection);
    }

    @Override
    public Privileges privileges(Connection connection) {
        return new PostgresPrivileges(connection);
    }

    @Override
    public Sessions sessions(Connection connection) {
        return new PostgresSessions(connection);
    }

    @Override
    public SessionControl session(Connection connection) {
        return new PostgresSession(connection);
    }

    @Override
    public Locks locks(Connection connection) {
        return new PostgresLocks(connection);
    }

    @Override
    public Transactions transactions(Connection connection) {
        return new PostgresTransactions(connection);
    }

    @Override
    public ConditionReader conditionReader(Connection connection) {
        return new PostgresConditions(connection);
    }

    @Override
    public Optional<RowCopy> rowCopy(Connection connection) {
        return Optional.of(new PostgresRowCopy(connection));
    }

    @Override
    public Optional<IndexBuilder> indexBuilder(Connection connection) {
        return Optional.of(new PostgresIndexBuilder(connection));
    }

    @Override
    public Optional<Vacuum> vacuum() {
        return Optional.of(PostgresDialect::vacuum);
    }

    /** An index can call users' functions. A vacuum that the role has no right to is skipped with a warning. */
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
        return new PostgresNames(connection);
    }
}
