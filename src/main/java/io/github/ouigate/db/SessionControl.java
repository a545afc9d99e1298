package io.github.ouigate.db;

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

    /** Cancels the statement that runs in it, from another thread; nothing happens if there is none. */
    void cancelStatement() throws SQLException;
}
