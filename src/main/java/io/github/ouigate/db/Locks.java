package io.github.ouigate.db;

import io.github.ouigate.db.schema.TableName;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The locks of a run. */
public interface Locks {
    /**
     * Takes the lock that keeps two runners apart, for the rest of the session.
     *
     * @throws SQLException that {@link #isLockedByAnother} recognises, if another session has it for longer than the
     *     lock timeout
     */
    void lockRunner() throws SQLException;

    /**
     * Shuts writers out of tables for the rest of the transaction; readers go on. Nobody who waits meanwhile becomes the
     * victim of a deadlock.
     *
     * @param tables parents first
     * @param alone those from which readers are shut out as well
     * @param timeout how long each table may be waited for
     * @throws SQLException that {@link #isLockedByAnother} recognises; the transaction is to be rolled back
     */
    void lockTables(List<TableName> tables, Set<TableName> alone, Duration timeout) throws SQLException;

    /** Returns whether a statement failed because another session was in the way, so that it may be tried again. */
    boolean isLockedByAnother(SQLException failure);
}
