package io.github.ouigate.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/** An open connection and the means to open another. */
public record DatabaseSession(Connection connection, Connector connector) implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(DatabaseSession.class.getName());
    private static final int VALIDATION_SECONDS = 10;

    /** More than a server takes for a statement that reads or writes little. */
    public static final Duration QUICK = Duration.ofSeconds(5);

    /** Opens a session under a name that the server shows. */
    public static DatabaseSession open(Connector connector, String name) {
        return new DatabaseSession(connector.open(name), connector);
    }

    public Dialect dialect() {
        return connector.dialect();
    }

    /** Returns this session, or a new one where the server has ended it: the operator may have taken long to answer. */
    public DatabaseSession renewed(String name) throws SQLException {
        return connection.isValid(VALIDATION_SECONDS) ? this : open(connector, name);
    }

    /** Has statements fail from now on that the server does not answer in time; zero is no limit. */
    public void limitAnswers(Duration patience) {
        limitAnswers(connection, patience);
    }

    static void limitAnswers(Connection connection, Duration patience) {
        try {
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(patience.toMillis()));
        } catch (SQLException e) {
            LOG.log(Level.FINE, "cannot limit how long an answer is waited for", e);
        }
    }

    /** Gives the connection up, whatever it waits for; from another thread. */
    public void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.log(Level.FINE, "cannot give the connection up", e);
        }
    }

    /** Cancels the statement that runs, from another thread. */
    public void cancelStatement() {
        try {
            dialect().session(connection).cancelStatement();
        } catch (SQLException e) {
            LOG.log(Level.FINE, "cannot cancel the running statement", e);
        }
    }

    /** Closes the connection; a broken one that cannot be closed must not hide how the command ended. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.log(Level.FINE, "cannot close the connection", e);
        }
    }
}
