package io.github.ouigate.target;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** H2 2.x: the demo's database, and a quick one for tests. Its file is open in one process at a time. */
final class H2Dialect implements Dialect {
    /** LOCK_TIMEOUT_1 and DEADLOCK_1 (org.h2.api.ErrorCode). */
    private static final List<Integer> LOCK_ERRORS = List.of(50200, 40001);

    @Override
    public TargetIdentity identity(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT H2VERSION(), DATABASE(), DATABASE_PATH(), CURRENT_USER")) {
            row.next();
            return new TargetIdentity(
                    "H2", row.getString(1), row.getString(2), null, row.getString(3), null, row.getString(4), false);
        }
    }

    @Override
    public Optional<TableName> find(Connection connection, @Nullable String schema, String table) throws SQLException {
        String sql = """
                SELECT TABLE_SCHEMA, TABLE_NAME FROM INFORMATION_SCHEMA.TABLES
                WHERE TABLE_SCHEMA = COALESCE(?, CURRENT_SCHEMA) AND TABLE_NAME = ? AND TABLE_TYPE = 'BASE TABLE'""";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, schema == null ? null : schema.toUpperCase(Locale.ROOT));
            statement.setString(2, table.toUpperCase(Locale.ROOT));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(new TableName(row.getString(1), row.getString(2))) : Optional.empty();
            }
        }
    }

    @Override
    public Map<TableName, Long> estimates(Connection connection, Collection<String> schemas) throws SQLException {
        Map<TableName, Long> estimates = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT TABLE_SCHEMA, TABLE_NAME, ROW_COUNT_ESTIMATE FROM INFORMATION_SCHEMA.TABLES
                WHERE TABLE_TYPE = 'BASE TABLE' AND TABLE_SCHEMA = ANY (?)""")) {
            statement.setArray(1, connection.createArrayOf("VARCHAR", schemas.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    estimates.put(new TableName(row.getString(1), row.getString(2)), row.getLong(3));
                }
            }
        }
        return estimates;
    }

    @Override
    public List<ForeignKey> foreignKeys(Connection connection, Collection<TableName> tables) throws SQLException {
        String sql = """
                SELECT r.CONSTRAINT_NAME, f.TABLE_SCHEMA, f.TABLE_NAME, t.TABLE_SCHEMA, t.TABLE_NAME, r.DELETE_RULE,
                       (SELECT ARRAY_AGG(c.COLUMN_NAME ORDER BY c.ORDINAL_POSITION)
                        FROM INFORMATION_SCHEMA.KEY_COLUMN_USAGE c
                        WHERE c.CONSTRAINT_SCHEMA = r.CONSTRAINT_SCHEMA AND c.CONSTRAINT_NAME = r.CONSTRAINT_NAME)
                FROM INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS r
                JOIN INFORMATION_SCHEMA.TABLE_CONSTRAINTS f
                  ON f.CONSTRAINT_SCHEMA = r.CONSTRAINT_SCHEMA AND f.CONSTRAINT_NAME = r.CONSTRAINT_NAME
                JOIN INFORMATION_SCHEMA.TABLE_CONSTRAINTS t
                  ON t.CONSTRAINT_SCHEMA = r.UNIQUE_CONSTRAINT_SCHEMA AND t.CONSTRAINT_NAME = r.UNIQUE_CONSTRAINT_NAME
                ORDER BY 2, 3, 1""";
        List<ForeignKey> keys = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                ForeignKey key = new ForeignKey(
                        row.getString(1),
                        new TableName(row.getString(2), row.getString(3)),
                        columns(row.getArray(7)),
                        new TableName(row.getString(4), row.getString(5)),
                        onDelete(row.getString(6)));
                if (tables.contains(key.from()) || tables.contains(key.to())) {
                    keys.add(key);
                }
            }
        }
        return keys;
    }

    private static List<String> columns(Array names) throws SQLException {
        List<String> columns = new ArrayList<>();
        for (Object name : (Object[]) names.getArray()) {
            columns.add(String.valueOf(name));
        }
        return columns;
    }

    private static ForeignKey.OnDelete onDelete(String deleteRule) {
        return switch (deleteRule) {
            case "CASCADE" -> ForeignKey.OnDelete.CASCADE;
            case "SET NULL" -> ForeignKey.OnDelete.SET_NULL;
            case "SET DEFAULT" -> ForeignKey.OnDelete.SET_DEFAULT;
            default -> ForeignKey.OnDelete.NO_ACTION;
        };
    }

    /** Returns triggers: H2 has no rules, no row-level security and no child tables. */
    @Override
    public List<DeleteHook> deleteHooks(Connection connection, Collection<TableName> tables) throws SQLException {
        String sql = """
                SELECT EVENT_OBJECT_SCHEMA, EVENT_OBJECT_TABLE, TRIGGER_NAME FROM INFORMATION_SCHEMA.TRIGGERS
                WHERE EVENT_MANIPULATION LIKE '%DELETE%' ORDER BY 1, 2, 3""";
        List<DeleteHook> hooks = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                TableName table = new TableName(row.getString(1), row.getString(2));
                if (tables.contains(table)) {
                    hooks.add(new DeleteHook(DeleteHook.Kind.TRIGGER, table, row.getString(3)));
                }
            }
        }
        return hooks;
    }

    @Override
    public boolean may(Connection connection, Privilege privilege, TableName table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLE_PRIVILEGES
                WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? AND PRIVILEGE_TYPE = ?
                  AND GRANTEE IN (CURRENT_USER, 'PUBLIC')""")) {
            statement.setString(1, table.schema());
            statement.setString(2, table.name());
            statement.setString(3, privilege.name());
            try (ResultSet row = statement.executeQuery()) {
                return isAdministrator(connection) || (row.next() && row.getInt(1) > 0);
            }
        }
    }

    private static boolean isAdministrator(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT IS_ADMIN FROM INFORMATION_SCHEMA.USERS WHERE USER_NAME = CURRENT_USER")) {
            return row.next() && row.getBoolean(1);
        }
    }

    @Override
    public List<String> definition(Connection connection, Collection<TableName> tables) throws SQLException {
        String sql = """
                SELECT TABLE_SCHEMA, TABLE_NAME, 'column ' || COLUMN_NAME || ' ' || DATA_TYPE || ' ' || IS_NULLABLE
                FROM INFORMATION_SCHEMA.COLUMNS
                UNION ALL
                SELECT TABLE_SCHEMA, TABLE_NAME, 'constraint ' || CONSTRAINT_NAME || ' ' || CONSTRAINT_TYPE
                FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS
                UNION ALL
                SELECT EVENT_OBJECT_SCHEMA, EVENT_OBJECT_TABLE, 'trigger ' || TRIGGER_NAME
                FROM INFORMATION_SCHEMA.TRIGGERS
                ORDER BY 1, 2, 3""";
        List<String> lines = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                TableName table = new TableName(row.getString(1), row.getString(2));
                if (tables.contains(table)) {
                    lines.add(table + " " + row.getString(3));
                }
            }
        }
        return lines;
    }

    @Override
    public void limitLockWaits(Connection connection, Duration timeout) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCK_TIMEOUT " + timeout.toMillis());
        }
    }

    @Override
    public void prepareSession(Connection connection) throws SQLException {
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    }

    /** Does nothing: Liquibase's own lock has to do, for H2 has no session locks. */
    @Override
    public void lockRunner(Connection connection) {}

    /** Locks the rows: H2 has no table locks. New rows that slip in make the deleted count differ from the plan's. */
    @Override
    public void lockTables(Connection connection, List<TableName> tables) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (TableName table : tables) {
                statement.execute("SELECT 1 FROM " + table.sql() + " FOR UPDATE");
            }
        }
    }

    @Override
    public boolean isLockedByAnother(SQLException failure) {
        return LOCK_ERRORS.contains(failure.getErrorCode());
    }

    /** A database file is open in one process at a time: a lock found in it was left behind by a dead one. */
    @Override
    public boolean isRunning(Connection connection, String runName) throws SQLException {
        String url = connection.getMetaData().getURL();
        return url.startsWith("jdbc:h2:mem:") || url.startsWith("jdbc:h2:tcp:") || url.startsWith("jdbc:h2:ssl:");
    }

    @Override
    public Optional<TransactionMark> mark(Connection connection) {
        return Optional.empty();
    }

    /** Never called: H2 gives no mark. */
    @Override
    public CommitState commitState(Connection connection, TransactionMark mark) {
        return CommitState.UNSETTLED;
    }

    /** Does nothing: a run on H2 stops at its next step. */
    @Override
    public void cancel(Connection connection) {}
}
