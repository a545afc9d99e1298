package io.github.ouigate.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/** An open connection, and the connector that opens further ones. */
public record DatabaseSession(Connection connection, Connector connector) implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(DatabaseSession.class.getName());
    private static final int VALIDATION_SECONDS = 10;

    /** A time limit for statements that read or write little. */
    public static final Duration QUICK = Duration.ofSeconds(5);

    /** Opens a session with {@code name} as its application name on the server. */
    public static DatabaseSession open(Connector connector, String name) {
        return new DatabaseSession(connector.open(name), connector);
    }

    public Dialect dialect() {
        return connector.dialect();
    }

    /** Returns this session, or a new one if its connection is closed, for example after a long wait at the prompt. */
    public DatabaseSession renewed(String name) throws SQLException {
        return connection.isValid(VALIDATION_SECONDS) ? this : open(connector, name);
    }

    /**
     * Limits how long statements wait for the server's answer; zero means no limit. A statement that exceeds it fails.
     */
    public void limitAnswers(Duration patience) {
        limitAnswers(connection, patience);
    }

    static void limitAnswers(Connection connection, Duration patience) {
        try {
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(patience.toMillis()));
        } catch (SQLException e) {
            LOG.log(Level.FINE, "cannot limit the wait for answers", e);
        }
    }

    /** Aborts the connection from another thread, even during a statement. */
    public void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.log(Level.FINE, "cannot abort the connection", e);
        }
    }

    /** Cancels the running statement from another thread. */
    public void cancelStatement() {
        try {
            dialect().session(connection).cancelStatement();
        } catch (SQLException e) {
            LOG.log(Level.FINE, "cannot cancel the running statement", e);
        }
    }

    /** Closes the connection. A failure is only logged, so that it does not hide the outcome of the command. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.log(Level.FINE, "cannot close the connection", e);
        }
    }
}
