package io.github.ouigate.db;

import io.github.ouigate.db.url.ConnectionSettings;
import io.github.ouigate.db.url.PasswordMissingException;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.OuigateException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Opens connections by given settings. */
public record Connector(ConnectionSettings settings, Dialect dialect) {
    /**
     * Opens a connection in auto-commit mode.
     *
     * @param sessionName what the server shows as the session's application name
     * @throws PasswordMissingException if the server wants a password and there is none
     * @throws OuigateException if the server cannot be reached or says no
     */
    public Connection open(String sessionName) {
        return open(sessionName, Optional.empty());
    }

    /** Opens a connection that is given up, as each of its statements is, when the server does not answer for so long. */
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
        if (state.equals("08004") && settings.password().isEmpty()) {
            return new PasswordMissingException(settings, e);
        }
        Message problem =
                switch (state) {
                    case "28P01", "28000" -> Message.of("connect.denied", settings.toString());
                    case "3D000", "90146", "90149" -> Message.of("connect.no-database", settings.toString());
                    case "08001" ->
                        e.getCause() instanceof UnknownHostException unknown
                                ? Message.of("connect.unknown-host", String.valueOf(unknown.getMessage()))
                                : Message.of("connect.unreachable", settings.toString(), reason(e));
                    default -> Message.of("connect.failed", settings.toString(), reason(e));
                };
        return new OuigateException(problem, e);
    }

    private static String reason(SQLException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return String.valueOf(cause.getMessage());
    }
}
