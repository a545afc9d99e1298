package io.github.ouigate.db;

import io.github.ouigate.db.session.SessionSettings;
import java.sql.SQLException;
import java.time.Duration;

/** Settings of a connection's own session, and the means to cancel its statement. */
public interface SessionControl {
    /**
     * Limits how long a statement of the session waits for a lock. Call it outside a transaction: a rollback would undo
     * it.
     */
    void limitLockWaits(Duration timeout) throws SQLException;

    /** Sets the statement timeout for the rest of the transaction or the session. */
    void limitStatements(Duration timeout) throws SQLException;

    /** Applies the settings of a run. Call it outside a transaction: a rollback would undo them. */
    void prepareForRun() throws SQLException;

    /**
     * Sets the search path of the database's users for the rest of the transaction or the session. Required for
     * statements that run users' code or evaluate a job's condition. Executes no SELECT.
     */
    default void useDatabasePath() throws SQLException {}

    /**
     * Sets the search path to the system catalog for the rest of the transaction or the session. This is the initial
     * state of a session, and a rollback returns to it.
     */
    default void useCatalogPath() throws SQLException {}

    /** Runs statements with the search path of the database's users. If one fails, the caller has to roll back. */
    default <T> T withDatabasePath(SqlQuery<T> statements) throws SQLException {
        useDatabasePath();
        T result = statements.run();
        useCatalogPath();
        return result;
    }

    /** Returns the settings of the database's users that affect the meaning of a condition. */
    default SessionSettings settings() throws SQLException {
        return SessionSettings.NONE;
    }

    /** Cancels the session's running statement from another thread; does nothing if there is none. */
    void cancelStatement() throws SQLException;
}
