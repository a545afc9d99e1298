package io.github.ouigate.target;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything that differs between database products. Implementations hold no state. */
public interface Dialect {
    /** Returns the dialect of a product. */
    static Dialect of(Target.Product product) {
        return switch (product) {
            case POSTGRESQL -> new PostgresDialect();
            case H2 -> new H2Dialect();
        };
    }

    /** Asks the server who it is. */
    TargetIdentity identity(Connection connection) throws SQLException;

    /**
     * Finds a table, spelt as in a changelog, the way Liquibase's statements will name it.
     *
     * @param schema null for the connection's default schema
     * @return the table, or empty if there is no such ordinary table
     */
    Optional<TableName> find(Connection connection, @Nullable String schema, String table) throws SQLException;

    /** Returns the tables of some schemas with the catalog's estimate of their rows: cheap, and only roughly right. */
    Map<TableName, Long> estimates(Connection connection, Collection<String> schemas) throws SQLException;

    /** Returns the foreign keys that touch any of {@code tables}, at either end. */
    List<ForeignKey> foreignKeys(Connection connection, Collection<TableName> tables) throws SQLException;

    /** Returns what makes a delete from any of {@code tables} do more, or less, than to delete its rows. */
    List<DeleteHook> deleteHooks(Connection connection, Collection<TableName> tables) throws SQLException;

    /** Returns whether the connected role has a right on a table. */
    boolean may(Connection connection, Privilege privilege, TableName table) throws SQLException;

    /**
     * Describes the definition of some tables (columns, constraints, triggers) in lines that change when it does, and
     * that are the same on every server with the same definition.
     */
    List<String> definition(Connection connection, Collection<TableName> tables) throws SQLException;

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
     * Shuts writers out of tables for the rest of the transaction; readers go on.
     *
     * @param tables in the order in which they are locked
     */
    void lockTables(Connection connection, List<TableName> tables) throws SQLException;

    /** Returns whether a statement failed because another session was in the way, so that it may be tried again. */
    boolean isLockedByAnother(SQLException failure);

    /** Returns whether a run of that name still has a session on the server. */
    boolean isRunning(Connection connection, String runName) throws SQLException;

    /** Returns the identifier and log position of the current transaction, where the product has such. */
    Optional<TransactionMark> mark(Connection connection) throws SQLException;

    /** Asks, on a new connection, what became of a marked transaction. */
    CommitState commitState(Connection connection, TransactionMark mark) throws SQLException;

    /** Cancels the statement that runs on {@code connection}, from another thread; nothing happens if there is none. */
    void cancel(Connection connection) throws SQLException;
}
