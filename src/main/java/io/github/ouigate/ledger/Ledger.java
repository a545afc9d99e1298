package io.github.ouigate.ledger;

import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.Privileges;
import io.github.ouigate.db.Right;
import io.github.ouigate.db.RowStatistics.RowDigest;
import io.github.ouigate.db.Rows;
import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.Relation;
import io.github.ouigate.db.schema.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads Liquibase's tables and takes Liquibase's lock with plain SQL, since Liquibase would create missing tables.
 * Never commits.
 */
public final class Ledger {
    private static final String CHANGELOG = "DATABASECHANGELOG";
    private static final String LOCK = "DATABASECHANGELOGLOCK";
    private static final int LOCK_ROW = 1;

    /** The deployment ID of Liquibase is the last ten digits of the time in milliseconds. */
    private static final int DEPLOYMENT_WIDTH = 10;

    private final Dialect dialect;
    private final @Nullable String schema;
    private final Map<String, TableName> found = new ConcurrentHashMap<>();

    /** Creates a ledger in {@code schema}; null for the connection's default schema. */
    public Ledger(Dialect dialect, @Nullable String schema) {
        this.dialect = dialect;
        this.schema = schema;
    }

    /** Returns the schema given for Liquibase's tables. */
    public Optional<String> schema() {
        return Optional.ofNullable(schema);
    }

    /** Returns the ledger's table; empty if it does not exist. */
    public Optional<TableName> table(Connection connection) throws SQLException {
        return find(connection, CHANGELOG);
    }

    /** Returns the name that Liquibase gives the ledger's table in a schema, whether it exists or not. */
    public TableName tableIn(String schemaName, Connection connection) throws SQLException {
        return new TableName(
                schemaName, dialect.liquibaseNames(connection).table(CHANGELOG).orElse(CHANGELOG));
    }

    /** Returns the table of Liquibase's lock; empty if it does not exist. */
    public Optional<TableName> lockTable(Connection connection) throws SQLException {
        return find(connection, LOCK);
    }

    /** Finds a table and caches its name. If the table is dropped later, statements that use it fail. */
    private Optional<TableName> find(Connection connection, String name) throws SQLException {
        if (!found.containsKey(name)) {
            dialect.tables(connection).find(schema, name).ifPresent(table -> found.put(name, table));
        }
        return Optional.ofNullable(found.get(name));
    }

    /** Returns the existing tables of the two. */
    public List<TableName> tables(Connection connection) throws SQLException {
        return Stream.of(table(connection), lockTable(connection))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Returns the tables of all ledgers in the database that the role can read, in any schema. */
    public List<TableName> everywhere(Connection connection) throws SQLException {
        Privileges privileges = dialect.privileges(connection);
        List<TableName> readable = new ArrayList<>();
        for (TableName table : all(connection)) {
            if (privileges.lacking(table, List.of(Right.Privilege.SELECT)).isEmpty()) {
                readable.add(table);
            }
        }
        return readable;
    }

    /** Returns the tables of all ledgers in the database, in any schema, readable or not. */
    public List<TableName> all(Connection connection) throws SQLException {
        return dialect.tables(connection).named(null, CHANGELOG).stream()
                .filter(relation -> relation.kind() == Relation.Kind.TABLE)
                .map(Relation::name)
                .toList();
    }

    /** Returns the runs recorded in a ledger's table, oldest first. */
    public static List<RecordedRun> runs(Connection connection, TableName table) throws SQLException {
        String sql = "SELECT " + RecordedRun.COLUMNS + " FROM " + table.sql()
                + " WHERE COMMENTS LIKE 'ouigate %' OR DESCRIPTION LIKE 'ouigate %'"
                + " ORDER BY DATEEXECUTED, ORDEREXECUTED";
        return new Rows(connection)
                .list(sql, row -> RecordedRun.of(table, row)).stream()
                        .flatMap(Optional::stream)
                        .toList();
    }

    /** Returns whether {@code table} is one of Liquibase's tables. */
    public static boolean owns(TableName table) {
        return table.name().equalsIgnoreCase(CHANGELOG) || table.name().equalsIgnoreCase(LOCK);
    }

    /** Returns the rows with a tag or changeset id, oldest first; empty if there is no ledger. */
    public List<LedgerEntry> entries(Connection connection, String tag, String changeSet) throws SQLException {
        Optional<TableName> table = table(connection);
        if (table.isEmpty()) {
            return List.of();
        }
        dialect.serverInfo(connection).requireCharacters(List.of(changeSet));
        String sql = "SELECT ID, AUTHOR, TAG, DATEEXECUTED, EXECTYPE, COMMENTS FROM "
                + table.get().sql() + " WHERE TAG = ? OR ID = ? ORDER BY DATEEXECUTED, ORDEREXECUTED";
        return new Rows(connection).list(sql, Ledger::entry, tag, changeSet);
    }

    private static LedgerEntry entry(ResultSet row) throws SQLException {
        return new LedgerEntry(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getTimestamp(4).toLocalDateTime(),
                row.getString(5),
                Optional.ofNullable(row.getString(6)).flatMap(LedgerNote::parse));
    }

    /**
     * Deletes a row, so that its changeset can be applied again.
     *
     * @throws SQLException unless exactly one row matches
     */
    public void remove(Connection connection, LedgerEntry entry) throws SQLException {
        TableName table = table(connection).orElseThrow(() -> new SQLException("there is no " + CHANGELOG));
        String sql = "DELETE FROM " + table.sql() + " WHERE ID = ? AND AUTHOR = ? AND TAG = ?";
        int rows = write(connection, sql, entry.changeSet(), entry.author(), entry.tag());
        if (rows != 1) {
            throw new SQLException(rows + " rows of " + CHANGELOG + " instead of one");
        }
    }

    /**
     * Inserts the row of a restore. It belongs to no changeset and has no tag, so that Liquibase ignores it.
     *
     * @param entry the row of the restored run, if it exists
     */
    public void addRestore(Connection connection, String tag, RestoreNote note, Optional<LedgerEntry> entry)
            throws SQLException {
        TableName table = table(connection).orElseThrow(() -> new SQLException("there is no " + CHANGELOG));
        int order = new Rows(connection)
                .list("SELECT COALESCE(MAX(ORDEREXECUTED), 0) + 1 FROM " + table.sql(), row -> row.getInt(1))
                .get(0);
        String millis = String.valueOf(note.runId().start().toEpochMilli());
        String sql = "INSERT INTO " + table.sql() + " (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, EXECTYPE,"
                + " DESCRIPTION, COMMENTS, DEPLOYMENT_ID) VALUES (?, ?, ?, LOCALTIMESTAMP, ?, 'EXECUTED', ?, ?, ?)";
        int unused = write(
                connection,
                sql,
                RestoreNote.rowId(tag, note.runId()),
                RestoreNote.AUTHOR,
                RestoreNote.AUTHOR,
                order,
                note.text(),
                entry.flatMap(LedgerEntry::note).map(LedgerNote::text).orElse(null),
                millis.substring(millis.length() - DEPLOYMENT_WIDTH));
    }

    /** Returns whether the row of a restore exists. */
    public boolean hasRestore(Connection connection, String tag, RunId restore) throws SQLException {
        Optional<TableName> table = table(connection);
        return table.isPresent()
                && !new Rows(connection)
                        .list(
                                "SELECT 1 FROM " + table.get().sql() + " WHERE ID = ?",
                                row -> row.getInt(1),
                                RestoreNote.rowId(tag, restore))
                        .isEmpty();
    }

    /**
     * Returns a digest of the rows in both tables that do not belong to a run.
     *
     * @param own the IDs of the run's rows; the lock's row is excluded too
     */
    public String digestOfOthers(Connection connection, List<String> own) throws SQLException {
        String ids = own.stream().map(TableName::literal).collect(Collectors.joining(", "));
        return digest(connection, table(connection), ids)
                + digest(connection, lockTable(connection), String.valueOf(LOCK_ROW));
    }

    private String digest(Connection connection, Optional<TableName> table, String exceptIds) throws SQLException {
        if (table.isEmpty()) {
            return "";
        }
        RowDigest others = dialect.rowStatistics(connection)
                .digestOfContents(table.get(), new Condition("ID NOT IN (" + exceptIds + ")"));
        return others.rows() + " rows " + others.digest() + "\n";
    }

    /** Returns the holder of Liquibase's lock; empty if it is free. */
    public Optional<LockHolder> lockHolder(Connection connection) throws SQLException {
        Optional<TableName> table = lockTable(connection);
        if (table.isEmpty()) {
            return Optional.empty();
        }
        String sql = "SELECT LOCKEDBY, LOCKGRANTED, LOCALTIMESTAMP FROM "
                + table.get().sql() + " WHERE ID = 1 AND LOCKED";
        return new Rows(connection).list(sql, Ledger::holder).stream().findFirst();
    }

    /** Computes the age without a time zone; for a holder in another zone, the lock can appear to be in the future. */
    private static LockHolder holder(ResultSet row) throws SQLException {
        LocalDateTime now = row.getTimestamp(3).toLocalDateTime();
        LocalDateTime granted =
                row.getTimestamp(2) == null ? now : row.getTimestamp(2).toLocalDateTime();
        Duration age = granted.isBefore(now) ? Duration.between(granted, now) : Duration.ZERO;
        return new LockHolder(String.valueOf(row.getString(1)), age);
    }

    /**
     * Takes Liquibase's lock.
     *
     * @param dead a dead holder whose lock is taken over; null if there is none
     * @return whether the lock was taken
     */
    public boolean takeLock(Connection connection, String name, @Nullable String dead) throws SQLException {
        String sql = "UPDATE " + lock(connection)
                + " SET LOCKED = TRUE, LOCKEDBY = ?, LOCKGRANTED = LOCALTIMESTAMP"
                + " WHERE ID = 1 AND (NOT LOCKED OR LOCKEDBY = ?)";
        return write(connection, sql, name, dead) == 1;
    }

    /**
     * Releases Liquibase's lock.
     *
     * @return whether {@code name} still held it
     */
    public boolean releaseLock(Connection connection, String name) throws SQLException {
        String sql = "UPDATE " + lock(connection)
                + " SET LOCKED = FALSE, LOCKEDBY = NULL, LOCKGRANTED = NULL WHERE ID = 1 AND LOCKEDBY = ?";
        return write(connection, sql, name) == 1;
    }

    /** Writes with the users' search path, since triggers may fire. */
    private int write(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        return dialect.session(connection).withDatabasePath(() -> new Rows(connection).update(sql, parameters));
    }

    private String lock(Connection connection) throws SQLException {
        return lockTable(connection).map(TableName::sql).orElseThrow(() -> new SQLException("there is no " + LOCK));
    }
}
