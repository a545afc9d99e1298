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

/** What a run does in its one transaction. Each attempt does it anew. */
public interface RunTask {
    /** Returns the database that the plan was made for. */
    DatabaseIdentity database();

    /** Returns the tables that it locks, in the order of the deletes. */
    List<TableName> tables();

    /** Returns the tables that readers are shut out of as well, from the start of the next attempt. */
    default Set<TableName> exclusiveTables() {
        return Set.of();
    }

    /** Returns the tables, {@code schema.table}, that triggers and foreign keys may write to besides. */
    Set<String> allowedWrites();

    /**
     * Begins the transaction by locking the tables. Nothing has been written in it, and nothing that it may roll back is
     * lost.
     *
     * @throws SQLException if another session holds a lock
     */
    void begin() throws SQLException;

    /**
     * Does it, and commits by way of {@link RunContext#prepareCommit}. A lock that another session holds makes it fail;
     * then it is rolled back and may be tried again.
     */
    Outcome perform(Database liquibase) throws Exception;

    /** Cleans up outside the database after a transaction that was not committed and never will be. */
    default void rolledBack() {}

    /** Returns whether this very run has committed, as far as what it writes shows; empty if that shows nothing. */
    Optional<Boolean> isRecorded(Connection connection) throws SQLException;
}
