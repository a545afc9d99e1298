package io.github.ouigate.db;

import io.github.ouigate.db.session.SessionSettings;
import java.sql.SQLException;
import java.time.Duration;

/** Settings of a connection's own session, and the means to cancel its statement. */
public interface SessionControl {
    /** Sets how long a statement of the session waits for a lock. Outside a transaction: no rollback undoes it. */
    void limitLockWaits(Duration timeout) throws SQLException;

    /** Has the server cancel each statement that takes longer, for the rest of the transaction or the session. */
    void limitStatements(Duration timeout) throws SQLException;

    /** Prepares a session for a run. Outside a transaction: no rollback undoes it. */
    void prepareForRun() throws SQLException;

    /**
     * Has names and operators mean what they mean to the database's users, for the rest of the transaction or the session:
     * for whatever runs their code, or evaluates the condition of a job. Selects nothing.
     */
    default void useDatabasePath() throws SQLException {}

    /**
     * Has names and operators mean the server's own again, for the rest of the transaction or the session. A session begins
     * so, and whatever is rolled back goes back to it.
     */
    default void useCatalogPath() throws SQLException {}

    /** Runs statements under the database's path. Where one fails, the transaction is to be rolled back. */
    default <T> T withDatabasePath(SqlQuery<T> statements) throws SQLException {
        useDatabasePath();
        T result = statements.run();
        useCatalogPath();
        return result;
    }

    /** Returns the settings of the session that change what a condition means: those of the database's users. */
    default SessionSettings settings() throws SQLException {
        return SessionSettings.NONE;
    }

    /** Cancels the statement that runs in it, from another thread; nothing happens if there is none. */
    void cancelStatement() throws SQLException;
}
