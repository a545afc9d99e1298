package io.github.ouigate.run;

import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.run.outcome.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import liquibase.database.Database;

/** The work of a run in its single transaction. Each attempt starts anew. */
public interface RunTask {
    /** Returns the database of the plan. */
    DatabaseIdentity database();

    /** Returns the tables to lock, in the order of the deletes. */
    List<TableName> tables();

    /** Returns the tables that the next attempt also locks against readers from its start. */
    default Set<TableName> exclusiveTables() {
        return Set.of();
    }

    /** Returns the further tables, as {@code schema.table}, that triggers and foreign keys may write to. */
    Set<String> allowedWrites();

    /**
     * Begins the transaction by locking the tables. Nothing has been written before, and rollbacks within it lose
     * nothing.
     *
     * @throws SQLException if another session holds a lock
     */
    void begin() throws SQLException;

    /**
     * Does the work and commits through {@link RunContext#prepareCommit}. If another session holds a required lock, it
     * fails and is rolled back; it can then be retried.
     */
    Outcome perform(Database liquibase) throws Exception;

    /** Cleans up outside the database after a transaction that will never be committed. */
    default void rolledBack() {}

    /**
     * Returns whether this run has committed, according to the records that it writes; empty if they are inconclusive.
     */
    Optional<Boolean> isRecorded(Connection connection) throws SQLException;
}
