package io.github.ouigate.db;

import io.github.ouigate.db.h2.H2Dialect;
import io.github.ouigate.db.postgres.PostgresDialect;
import io.github.ouigate.db.url.ConnectionSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Everything that differs between database products. Implementations hold no state. */
public interface Dialect {
    /** Returns the dialect of a product. */
    static Dialect of(ConnectionSettings.Product product) {
        return switch (product) {
            case POSTGRESQL -> new PostgresDialect();
            case H2 -> new H2Dialect();
        };
    }

    /** Returns what the server tells about itself over a connection. */
    Catalog catalog(Connection connection);

    /** Returns a name as the server reads it where it stands in a statement without quotes. */
    String folded(String word);

    /** Sets how long a statement of the session waits for a lock. Outside a transaction: no rollback undoes it. */
    void limitLockWaits(Connection connection, Duration timeout) throws SQLException;

    /** Prepares a session for a run. Outside a transaction: no rollback undoes it. */
    void prepareSession(Connection connection) throws SQLException;

    /**
     * Takes the lock that keeps two runners apart, for the rest of the session.
     *
     * @throws SQLException that {@link #isLockedByAnother} recognises, if another session has it for longer than the
     *     lock timeout
     */
    void lockRunner(Connection connection) throws SQLException;

    /**
     * Shuts writers out of tables for the rest of the transaction; readers go on. Nobody who waits meanwhile becomes the
     * victim of a deadlock.
     *
     * @param tables parents first
     * @param alone those from which readers are shut out as well
     * @param timeout how long each table may be waited for
     * @throws SQLException that {@link #isLockedByAnother} recognises; the transaction is to be rolled back
     */
    void lockTables(Connection connection, List<TableName> tables, Set<TableName> alone, Duration timeout)
            throws SQLException;

    /**
     * Shuts readers out of tables that writers are shut out of, for the rest of the transaction; waits for moments.
     *
     * @throws SQLException that {@link #isLockedByAnother} recognises, if somebody reads them; the transaction can go on
     */
    void shutReadersOut(Connection connection, Collection<TableName> tables) throws SQLException;

    /**
     * Makes an index in the current transaction, with the memory and the workers that it is worth.
     *
     * @param name of the index, in the schema of its table
     */
    void createIndex(Connection connection, String name, TemporaryIndex index) throws SQLException;

    /** Drops an index again; readers are shut out of its table. */
    void dropIndex(Connection connection, String name, TemporaryIndex index) throws SQLException;

    /** Fires the triggers and checks the constraints that would else wait for the commit. */
    void fireDeferred(Connection connection) throws SQLException;

    /** Has the server cancel each statement that takes longer, for the rest of the transaction or the session. */
    void limitStatements(Connection connection, Duration timeout) throws SQLException;

    /** Returns whether tables can be made in a transaction that is rolled back. */
    boolean rollsBackDefinitions();

    /** Returns whether a statement failed because another session was in the way, so that it may be tried again. */
    boolean isLockedByAnother(SQLException failure);

    /** Returns the identifier and log position of the current transaction, where the product has such. */
    Optional<TransactionMark> mark(Connection connection) throws SQLException;

    /** Returns whether deleted rows take space until a table is vacuumed. */
    boolean hasVacuum();

    /**
     * Gives the space of deleted rows back for use, and counts the table anew for the query planner. Outside a
     * transaction.
     *
     * @return what the server warned of, such as a missing right for which it did nothing
     */
    Optional<String> vacuum(Connection connection, TableName table) throws SQLException;

    /** Asks, on a new connection, what became of a marked transaction. */
    CommitState commitState(Connection connection, TransactionMark mark) throws SQLException;

    /** Cancels the statement that runs on {@code connection}, from another thread; nothing happens if there is none. */
    void cancel(Connection connection) throws SQLException;
}
