package io.github.ouigate.db;

import io.github.ouigate.db.postgres.KeepAliveSocketFactory;
import io.github.ouigate.db.postgres.PostgresDialect;
import io.github.ouigate.db.url.ConnectionSettings;
import io.github.ouigate.db.url.PasswordMissingException;
import io.github.ouigate.db.url.Secret;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.OuigateException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Opens connections to a target. Where no password is given, the PostgreSQL driver looks into the password file. */
public final class Connector {
    private static final Logger LOG = Logger.getLogger(Connector.class.getName());

    private final ConnectionSettings target;

    public Connector(ConnectionSettings target) {
        this.target = target;
    }

    /**
     * Loads what a first connection to PostgreSQL needs. Much of that goes into the driver's calendar, for which the JDK
     * looks through all languages that it knows.
     */
    public static void load() {
        Calendar unusedCalendar = new GregorianCalendar();
        Driver unusedDriver = new org.postgresql.Driver();
    }

    /** Returns the dialect of the target's product. */
    public Dialect dialect() {
        return Dialect.of(target.product());
    }

    /**
     * Opens a connection in auto-commit mode.
     *
     * @param sessionName what the server shows as the session's application name
     * @throws PasswordMissingException if the server wants a password and there is none
     * @throws OuigateException if the server cannot be reached or says no
     */
    public Connection open(String sessionName) {
        try {
            return target.product() == ConnectionSettings.Product.POSTGRESQL ? openPostgresql(sessionName) : openH2();
        } catch (SQLException e) {
            throw explain(e);
        }
    }

    private Connection openPostgresql(String sessionName) throws SQLException {
        Properties properties = properties();
        properties.putIfAbsent("connectTimeout", "10");
        properties.put("tcpKeepAlive", "true");
        properties.putIfAbsent("socketFactory", KeepAliveSocketFactory.class.getName());
        properties.put("ApplicationName", sessionName);
        properties.put("logServerErrorDetail", "false"); // it would show the contents of rows
        // The driver then sends the session name as it connects: it is there from the session's first moment.
        properties.put("assumeMinServerVersion", "12");
        Driver driver = new org.postgresql.Driver();
        Connection connection = driver.connect(target.jdbcUrl(), properties);
        if (connection == null) {
            throw new OuigateException(Message.of("url.unknown"));
        }
        try {
            PostgresDialect.watchClient(connection);
        } catch (SQLException e) {
            LOG.log(Level.FINE, "the server's platform cannot watch its clients", e);
        }
        return connection;
    }

    private Connection openH2() throws SQLException {
        StringBuilder url = new StringBuilder(target.jdbcUrl());
        target.parameters()
                .forEach((name, value) ->
                        url.append(';').append(name).append('=').append(value.reveal()));
        if (!target.jdbcUrl().startsWith("jdbc:h2:mem:")) {
            // A misspelt path must not make an empty database, and a commit must be on disk when it is answered.
            url.append(";IFEXISTS=TRUE;WRITE_DELAY=0");
        }
        Properties properties = new Properties();
        properties.put("user", target.user().orElse("sa"));
        properties.put("password", target.password().map(Secret::reveal).orElse(""));
        return DriverManager.getConnection(url.toString(), properties);
    }

    private Properties properties() {
        Properties properties = new Properties();
        target.parameters().forEach((name, value) -> properties.put(name, value.reveal()));
        target.user().ifPresent(user -> properties.put("user", user));
        target.password().ifPresent(password -> properties.put("password", password.reveal()));
        return properties;
    }

    private OuigateException explain(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (state.equals("08004") && target.password().isEmpty()) {
            return new PasswordMissingException(target, e);
        }
        Message problem =
                switch (state) {
                    case "28P01", "28000" -> Message.of("connect.denied", target.toString());
                    case "3D000", "90146", "90149" -> Message.of("connect.no-database", target.toString());
                    case "08001" ->
                        e.getCause() instanceof UnknownHostException unknown
                                ? Message.of("connect.unknown-host", String.valueOf(unknown.getMessage()))
                                : Message.of("connect.unreachable", target.toString(), reason(e));
                    default -> Message.of("connect.failed", target.toString(), reason(e));
                };
        return new OuigateException(problem, e);
    }

    private static String reason(SQLException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return String.valueOf(cause.getMessage());
    }
}
