package io.github.ouigate.db;

import io.github.ouigate.message.RefusedException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What a server tells about itself and its tables, over one connection. Reads, except where a method says so. */
public interface Catalog {
    /** Asks the server who it is. */
    DatabaseIdentity identity() throws SQLException;

    /** Asks the server under what conditions it serves this connection. */
    ConnectionState conditions() throws SQLException;

    /** Returns the schema that names without one belong to; empty if there is none. */
    Optional<String> defaultSchema() throws SQLException;

    /**
     * Returns the table that Liquibase's statements mean where a job says {@code name}; empty if Liquibase does not quote
     * the name as it has to, so that the statement would mean another table, or be several statements.
     */
    Optional<String> tableAsWritten(String name) throws SQLException;

    /** Returns the same of a schema's name. */
    Optional<String> schemaAsWritten(String name) throws SQLException;

    /** Returns the other schemas that Liquibase does not tell from {@code schema} when it looks for its own tables. */
    List<String> schemasAlike(String schema) throws SQLException;

    /** Returns whether there is a schema of that name. */
    boolean hasSchema(String schema) throws SQLException;

    /**
     * Finds all tables, views and the like of a name, spelt as in a changelog.
     *
     * @param schema where Liquibase's statements look for it; null for the default schema
     * @return the one that they find first, then the others as far as the name is ambiguous without a schema
     */
    List<Relation> named(@Nullable String schema, String name) throws SQLException;

    /** Finds an ordinary table the way Liquibase's statements will name it. */
    default Optional<TableName> find(@Nullable String schema, String name) throws SQLException {
        return Relation.target(named(schema, name));
    }

    /** Returns the partitions and inheriting tables of some tables, at any depth. */
    List<ChildTable> children(Collection<TableName> tables) throws SQLException;

    /** Counts the rows of a table that a condition selects, each under the child table that it is in. */
    Map<TableName, Long> rowsByTable(TableName table, @Nullable String where) throws SQLException;

    /**
     * Tells rows that a condition selects and that a transaction with {@code snapshot} found there from later ones.
     *
     * @param snapshot what {@code pg_current_snapshot()} returned in that transaction
     * @return empty if the server cannot tell, or cannot tell any longer
     */
    Optional<RowAges> rowAges(TableName table, @Nullable String where, String snapshot) throws SQLException;

    /**
     * Returns the tables of some schemas with the catalog's estimate of their rows: cheap, and only roughly right; empty
     * where a table was never analysed.
     */
    Map<TableName, OptionalLong> estimates(Collection<String> schemas) throws SQLException;

    /** Returns the foreign keys that touch any of {@code tables}, at either end. */
    List<ForeignKey> foreignKeys(Collection<TableName> tables) throws SQLException;

    /** Returns what makes a delete from any of {@code tables} do more, or less, than to delete its rows. */
    List<DeleteHook> deleteHooks(Collection<TableName> tables) throws SQLException;

    /** Returns the publications that send deletes from any of {@code tables} to subscribers. */
    List<Publication> publications(Collection<TableName> tables) throws SQLException;

    /** Returns which rights of those named the connected role lacks on a table, among them that to its schema. */
    List<Right> lacking(TableName table, Collection<Right.Privilege> privileges) throws SQLException;

    /** Returns which rights the connected role lacks to make tables in a schema. */
    List<Right> lackingToCreateIn(String schema) throws SQLException;

    /** Returns whether the connected role can count all rows of a table, by a condition on some of its columns. */
    boolean canCount(TableName table, Collection<String> columns) throws SQLException;

    /** Returns whether another session of that name is on the server. */
    boolean isConnected(String sessionName) throws SQLException;

    /** Returns the sessions that have the lock of {@link Dialect#lockRunner}. */
    List<OtherSession> runners() throws SQLException;

    /**
     * Returns the other sessions on this database whose names start with {@code prefix}, in the order of their names, one
     * of each; empty if the server does not tell them apart.
     */
    Optional<List<RunSession>> runSessions(String prefix) throws SQLException;

    /** Returns the sessions that hold, or wait for, a lock on any of {@code tables} that shuts writers out or in. */
    List<OtherSession> lockers(Collection<TableName> tables) throws SQLException;

    /** Returns the sessions that hold, or wait for, any lock on any of {@code tables}: those that read them too. */
    List<OtherSession> users(Collection<TableName> tables) throws SQLException;

    /** Returns the other sessions on this database whose transaction has been open for longer than {@code age}. */
    List<OtherSession> openFor(Duration age) throws SQLException;

    /** Returns the tables that people see as {@code table}, which is {@code schema.table}: a.b.c can be two. */
    List<TableName> shownAs(String table) throws SQLException;

    /** Returns whether there is a table of that name, {@code schema.table} as people see it. */
    default boolean hasTable(String table) throws SQLException {
        return !shownAs(table).isEmpty();
    }

    /** Returns whether the server counts what a transaction writes, so that {@link #watchWrites} can tell. */
    boolean countsWrites() throws SQLException;

    /**
     * Watches what the current transaction writes from now on.
     *
     * @param indexes that it makes and drops: what that writes to the server's own catalog is left out
     */
    WriteWatch watchWrites(List<TemporaryIndex> indexes) throws SQLException;

    /**
     * Describes the definition of some tables (columns, constraints, triggers, …) in sorted lines that change when it
     * does, and that do not depend on the session that asks. Inside a transaction.
     */
    List<String> definition(Collection<TableName> tables) throws SQLException;

    /** Returns the columns of a table in its order, by names that do not depend on the session. Inside a transaction. */
    List<Column> columns(TableName table) throws SQLException;

    /**
     * Returns the columns of each primary key and unique index of a table, the primary key's first; without indexes on
     * expressions or on some of the rows only.
     */
    List<List<String>> uniqueKeys(TableName table) throws SQLException;

    /**
     * Returns which keys there are in a table already.
     *
     * @param key the columns of a unique key
     * @param values of them, as {@link RowCopy#out} writes them under the same settings; no NULL, which equals nothing
     * @return those that are there, in the same order
     */
    List<List<String>> present(TableName table, List<Column> key, List<List<String>> values) throws SQLException;

    /**
     * Moves the sequences on that give a table's columns values, past those that are in the table; none is turned back.
     * This writes: at once for every session, and no rollback undoes it.
     *
     * @throws RefusedException if the role has no right to move one that has to be
     */
    void advanceSequences(TableName table) throws SQLException;

    /** Returns what copies rows over the same connection; it writes. */
    RowCopy rowCopy();
}
