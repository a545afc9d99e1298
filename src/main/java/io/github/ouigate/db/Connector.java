package io.github.ouigate.db;

import io.github.ouigate.db.url.ConnectionSettings;
import io.github.ouigate.db.url.PasswordMissingException;
import io.github.ouigate.message.BusyException;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.OuigateException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Opens connections with fixed settings. */
public record Connector(ConnectionSettings settings, Dialect dialect) {
    /** The driver's SQLSTATE for an unexpected error of its own. */
    private static final String DRIVER_FAILED = "99999";

    /**
     * The SQLSTATEs of too many connections, a server that starts or stops, and an H2 file in use by another process.
     */
    private static final Set<String> BUSY = Set.of("53300", "57P03", "90020");

    /**
     * Opens a connection in auto-commit mode.
     *
     * @param sessionName the session's application name on the server
     * @throws PasswordMissingException if the server requests a password and none is available
     * @throws BusyException if no connection slot is free, or the server starts or stops
     * @throws OuigateException if the server is unreachable or rejects the connection
     */
    public Connection open(String sessionName) {
        return open(sessionName, Optional.empty());
    }

    /**
     * Opens a connection with a time limit for connecting and for each statement; a statement that exceeds it fails.
     */
    public Connection openFor(String sessionName, Duration patience) {
        Connection connection = open(sessionName, Optional.of(patience));
        DatabaseSession.limitAnswers(connection, patience);
        return connection;
    }

    private Connection open(String sessionName, Optional<Duration> patience) {
        try {
            return dialect.open(settings, sessionName, patience);
        } catch (SQLException e) {
            throw explain(e);
        }
    }

    private OuigateException explain(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        String where = settings.toString();
        Message problem =
                switch (state) {
                    case "28P01" -> deniedPassword(where, reason(e));
                    case "28000" -> refusedUser(where, reason(e));
                    case "08004" -> Message.of("connect.rejected", where, reason(e));
                    case "3D000", "90146", "90149" -> Message.of("connect.no-database", where, reason(e));
                    case "53300" -> Message.of("connect.too-many", where, reason(e));
                    case "57P03" -> Message.of("connect.not-ready", where, reason(e));
                    case "08001" ->
                        e.getCause() instanceof UnknownHostException unknown
                                ? Message.of("connect.unknown-host", String.valueOf(unknown.getMessage()))
                                : Message.of("connect.unreachable", where, reason(e));
                    case "08P01" ->
                        Message.of(isOfPooler(e) ? "connect.pooler-parameter" : "connect.failed", where, message(e));
                    default -> Message.of("connect.failed", where, reason(e));
                };
        return BUSY.contains(state) ? new BusyException(problem, e) : new OuigateException(problem, e);
    }

    /**
     * Returns whether the error is PgBouncer's, or of a pooler modelled on it; PostgreSQL says "unrecognized" instead.
     */
    private static boolean isOfPooler(SQLException e) {
        return message(e).contains("unsupported startup parameter");
    }

    private static String message(SQLException e) {
        return String.valueOf(e.getMessage());
    }

    /** Returns the refusal of a login; H2 gives the same answer for an unknown user and a wrong password. */
    private Message refusedUser(String where, String reason) {
        if (settings.product() == ConnectionSettings.Product.H2) {
            return Message.of("connect.denied", where, reason);
        }
        return settings.login().isOfSystem()
                ? Message.of("connect.refused-user-of-system", where, reason)
                : Message.of("connect.refused-user", where, reason);
    }

    private Message deniedPassword(String where, String reason) {
        return settings.login()
                .file()
                .filter(file -> settings.password().isEmpty())
                .map(file -> Message.of("connect.denied-password-of-file", where, reason, file.path()))
                .orElseGet(() -> Message.of("connect.denied", where, reason));
    }

    /** Returns the server's message; if no connection was established, the operating system's. */
    private static String reason(SQLException e) {
        Throwable cause = e.getCause();
        String state = String.valueOf(e.getSQLState());
        boolean isOfServer = !state.startsWith("08") && !state.equals(DRIVER_FAILED);
        return String.valueOf(cause == null || isOfServer ? e.getMessage() : cause.getMessage());
    }
}
