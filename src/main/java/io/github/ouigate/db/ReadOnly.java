package io.github.ouigate.db;

import io.github.ouigate.db.error.ServerError;
import io.github.ouigate.message.BusyException;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.RefusedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Runs queries in one read-only transaction with one snapshot. */
public final class ReadOnly {
    /** The longest wait for another session's ACCESS EXCLUSIVE lock. */
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(5);

    private ReadOnly() {}

    /**
     * Runs {@code query}.
     *
     * @param connection in auto-commit mode; it is in auto-commit mode again afterwards
     * @throws BusyException if another session has locked a table against readers
     * @throws RefusedException if a name in the catalog cannot be decoded
     */
    public static <T> T in(Connection connection, Dialect dialect, SqlQuery<T> query) throws SQLException {
        return run(connection, dialect, true, query);
    }

    /** Runs {@code query} in a transaction that can create temporary tables and is rolled back. */
    public static <T> T withTemporaryTables(Connection connection, Dialect dialect, SqlQuery<T> query)
            throws SQLException {
        return run(connection, dialect, false, query);
    }

    private static <T> T run(Connection connection, Dialect dialect, boolean readOnly, SqlQuery<T> query)
            throws SQLException {
        dialect.session(connection).limitLockWaits(LOCK_TIMEOUT);
        connection.setReadOnly(readOnly);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
        try {
            T result = query.run();
            end(connection);
            return result;
        } catch (SQLException | RuntimeException e) {
            try {
                end(connection);
            } catch (SQLException suppressed) {
                e.addSuppressed(suppressed);
            }
            if (e instanceof SQLException failure && dialect.locks(connection).isLockedByAnother(failure)) {
                throw new BusyException(Message.of("database.locked"), failure);
            }
            if (e instanceof SQLException failure && dialect.locks(connection).isChangedSinceSnapshot(failure)) {
                throw new BusyException(Message.of("database.in-the-way", ServerError.text(failure)), failure);
            }
            if (e instanceof SQLException failure) {
                refuseUnreadable(dialect.serverInfo(connection).unreadable(failure), failure);
            }
            throw e;
        }
    }

    private static void refuseUnreadable(Optional<List<String>> objects, SQLException failure) {
        if (objects.isPresent()) {
            throw new RefusedException(
                    objects.get().isEmpty()
                            ? Message.of("encoding.unreadable")
                            : Message.of("encoding.unreadable-names", objects.get()),
                    failure);
        }
    }

    private static void end(Connection connection) throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
        connection.setReadOnly(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    }
}
