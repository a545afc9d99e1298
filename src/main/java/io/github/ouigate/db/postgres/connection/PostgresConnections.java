package io.github.ouigate.db.postgres.connection;

import io.github.ouigate.db.url.ConnectionSettings;
import io.github.ouigate.db.url.PasswordMissingException;
import io.github.ouigate.db.url.Secret;
import io.github.ouigate.db.url.Server;
import io.github.ouigate.db.url.SessionKind;
import io.github.ouigate.io.TemporaryDirectory;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.OuigateException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Opens connections as libpq does: tries the servers in order until one answers with a session of the requested kind. A
 * refusal by a server ends the search, since the next server could have another database of that name.
 *
 * @param login the time limit for the login at each server, unless the settings have one
 * @param patience the time limit for all servers together; takes precedence over the settings
 */
public record PostgresConnections(
        ConnectionSettings settings, String sessionName, Duration login, Optional<Duration> patience) {
    /** cannot_connect_now: the server is starting, stopping, or a standby that does not accept connections yet. */
    private static final String NOT_NOW = "57P03";

    private static final String UNREACHABLE = "08001";

    private static final String SSL_MODE = "sslmode";

    /** The system property that makes junixsocket load a library from a path without unpacking it. */
    private static final String SOCKET_LIBRARY = "org.newsclub.net.unix.library.override";

    /**
     * The SQLSTATEs for no TLS on the server, a wrong certificate, and a pg_hba.conf rule for the other kind of
     * connection.
     */
    private static final Set<String> OF_ENCRYPTION = Set.of("08004", "08006", "28000");

    /** Opens a connection in auto-commit mode. */
    public Connection open() throws SQLException {
        SQLException last = null;
        for (SessionKind wanted : settings.address().kind().passes()) {
            for (Server server : settings.servers()) {
                try {
                    Connection connection = connect(server);
                    if (accepts(wanted, connection)) {
                        return connection;
                    }
                    connection.close();
                } catch (SQLException e) {
                    if (!isNotAnswering(server, e)) {
                        throw e;
                    }
                    last = e;
                }
            }
        }
        if (last != null) {
            throw last;
        }
        throw new OuigateException(Message.of(
                "connect.no-such-session",
                settings.toString(),
                settings.address().kind().toString()));
    }

    /** Compares the two settings that the server reports at the start of a session. */
    private static boolean accepts(SessionKind wanted, Connection connection) throws SQLException {
        PGConnection session = connection.unwrap(PGConnection.class);
        return wanted.accepts(
                "on".equals(session.getParameterStatus("in_hot_standby")),
                "on".equals(session.getParameterStatus("default_transaction_read_only")));
    }

    /** Returns whether libpq would try the next server: this one does not answer, or not yet. */
    private static boolean isNotAnswering(Server server, SQLException e) {
        @Nullable Throwable cause = e.getCause();
        return NOT_NOW.equals(e.getSQLState())
                || (UNREACHABLE.equals(e.getSQLState())
                        && (!(cause instanceof IOException)
                                || cause instanceof ConnectException
                                || cause instanceof NoRouteToHostException
                                || cause instanceof SocketTimeoutException
                                || cause instanceof UnknownHostException
                                || (cause instanceof SocketException
                                        && server.socket().isPresent())));
    }

    private Connection connect(Server server) throws SQLException {
        if (server.socket().isPresent()
                && System.getProperty(SOCKET_LIBRARY) == null
                && !TemporaryDirectory.canLoadLibraries()) {
            throw new OuigateException(Message.of("connect.socket-library", TemporaryDirectory.path()));
        }
        Properties properties = properties(server);
        List<String> modes = List.of(properties.getProperty(SSL_MODE, "").split(" ", -1));
        for (String mode : modes.subList(0, modes.size() - 1)) {
            try {
                return connect(server, properties, mode);
            } catch (SQLException e) {
                if (!OF_ENCRYPTION.contains(String.valueOf(e.getSQLState()))) {
                    throw e;
                }
            }
        }
        return connect(server, properties, modes.get(modes.size() - 1));
    }

    private Connection connect(Server server, Properties properties, String sslMode) throws SQLException {
        if (!sslMode.isEmpty()) {
            properties.put(SSL_MODE, sslMode);
        }
        try {
            Connection connection = new org.postgresql.Driver().connect(server.jdbcUrl(), properties);
            if (connection == null) {
                throw new OuigateException(Message.of("url.unknown"));
            }
            return connection;
        } catch (PasswordOnRequest.MissingException e) {
            throw new PasswordMissingException(settings, e);
        }
    }

    private Properties properties(Server server) {
        Properties properties = new Properties();
        settings.parameters().forEach((name, value) -> properties.put(name, value.reveal()));
        settings.user().ifPresent(user -> properties.put("user", user));
        // An empty password: without one, the driver would read the password file itself.
        properties.put("password", settings.password(server).map(Secret::reveal).orElse(""));
        properties.putIfAbsent("authenticationPluginClassName", PasswordOnRequest.class.getName());
        properties.putIfAbsent("connectTimeout", "10");
        properties.putIfAbsent("loginTimeout", seconds(login));
        patience.ifPresent(time -> properties.put(
                "loginTimeout", seconds(time.dividedBy(settings.servers().size()))));
        properties.put("tcpKeepAlive", "true");
        properties.putIfAbsent("socketFactory", KeepAliveSocketFactory.class.getName());
        server.socket().ifPresent(file -> {
            properties.put("socketFactory", "org.newsclub.net.unix.AFUNIXSocketFactory$FactoryArg");
            properties.put("socketFactoryArg", file.toString());
            properties.put(SSL_MODE, "disable"); // as in libpq: a local socket is not encrypted
            properties.put("gssEncMode", "disable");
        });
        properties.put("ApplicationName", sessionName);
        properties.put("logServerErrorDetail", "false"); // it would show the contents of rows
        // The driver then sends the application name in the startup packet.
        properties.put("assumeMinServerVersion", "12");
        return properties;
    }

    private static String seconds(Duration time) {
        return String.valueOf((double) time.toMillis() / 1000);
    }
}
