package io.github.ouigate.target;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** PostgreSQL 14 and later. */
final class PostgresDialect implements Dialect {
    /** Key of the advisory lock, unique to ouigate: the ASCII codes of "ouigate" and a zero byte. */
    private static final long RUNNER_LOCK = 0x6F75696761746500L;

    /** lock_not_available, deadlock_detected (PostgreSQL manual, appendix A). */
    private static final Set<String> LOCK_STATES = Set.of("55P03", "40P01");

    @Override
    public TargetIdentity identity(Connection connection) throws SQLException {
        String sql = """
                SELECT split_part(current_setting('server_version'), ' ', 1), current_database(),
                       host(inet_server_addr()) || ':' || inet_server_port(),
                       (SELECT system_identifier::text FROM pg_control_system()),
                       nullif(current_setting('ouigate.environment', true), ''), current_user,
                       coalesce((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false)""";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return new TargetIdentity(
                    "PostgreSQL",
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6),
                    row.getBoolean(7));
        }
    }

    @Override
    public Optional<TableName> find(Connection connection, @Nullable String schema, String table) throws SQLException {
        String sql = """
                SELECT n.nspname, c.relname
                FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = coalesce(?, current_schema()) AND c.relname = ? AND c.relkind IN ('r', 'p')""";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, schema);
            statement.setString(2, asWritten(table));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(table(row, 1)) : Optional.empty();
            }
        }
    }

    /** Liquibase quotes a name of mixed case and leaves one of capitals only to the server, which folds it. */
    private static String asWritten(String name) {
        return name.equals(name.toUpperCase(Locale.ROOT)) ? name.toLowerCase(Locale.ROOT) : name;
    }

    @Override
    public Map<TableName, Long> estimates(Connection connection, Collection<String> schemas) throws SQLException {
        String sql = """
                SELECT n.nspname, c.relname, greatest(c.reltuples, pg_stat_get_live_tuples(c.oid), 0)::bigint
                FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = ANY (?) AND c.relkind IN ('r', 'p') AND NOT c.relispartition""";
        Map<TableName, Long> estimates = new TreeMap<>();
        query(connection, sql, schemas, row -> estimates.put(table(row, 1), row.getLong(3)));
        return estimates;
    }

    @Override
    public List<ForeignKey> foreignKeys(Connection connection, Collection<TableName> tables) throws SQLException {
        String sql = """
                WITH purged AS (SELECT unnest(?::regclass[])::oid)
                SELECT fn.nspname, f.relname, tn.nspname, t.relname, k.conname, k.confdeltype,
                       ARRAY (SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY AS c(attnum, place)
                              JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = c.attnum ORDER BY c.place)
                FROM pg_constraint k
                JOIN pg_class f ON f.oid = k.conrelid JOIN pg_namespace fn ON fn.oid = f.relnamespace
                JOIN pg_class t ON t.oid = k.confrelid JOIN pg_namespace tn ON tn.oid = t.relnamespace
                WHERE k.contype = 'f' AND k.conparentid = 0
                  AND (k.conrelid IN (TABLE purged) OR k.confrelid IN (TABLE purged))
                ORDER BY 1, 2, 5""";
        List<ForeignKey> keys = new ArrayList<>();
        query(
                connection,
                sql,
                names(tables),
                row -> keys.add(new ForeignKey(
                        row.getString(5),
                        table(row, 1),
                        List.of((String[]) row.getArray(7).getArray()),
                        table(row, 3),
                        onDelete(row.getString(6)))));
        return keys;
    }

    private static ForeignKey.OnDelete onDelete(String confdeltype) {
        return switch (confdeltype) {
            case "c" -> ForeignKey.OnDelete.CASCADE;
            case "n" -> ForeignKey.OnDelete.SET_NULL;
            case "d" -> ForeignKey.OnDelete.SET_DEFAULT;
            default -> ForeignKey.OnDelete.NO_ACTION;
        };
    }

    @Override
    public List<DeleteHook> deleteHooks(Connection connection, Collection<TableName> tables) throws SQLException {
        String sql = """
                WITH purged AS (SELECT unnest(?::regclass[])::oid AS purged)
                SELECT hook.kind, n.nspname, c.relname, hook.name
                FROM (SELECT 'TRIGGER' AS kind, purged, tgname::text AS name
                      FROM pg_trigger JOIN purged ON tgrelid = purged
                      WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') AND tgtype & 8 <> 0
                      UNION ALL
                      SELECT 'RULE', purged, rulename FROM pg_rewrite JOIN purged ON ev_class = purged
                      WHERE ev_type = '4' AND ev_enabled <> 'D'
                      UNION ALL
                      SELECT 'ROW_SECURITY', purged, '' FROM purged WHERE row_security_active(purged)
                      UNION ALL
                      SELECT 'CHILD_TABLE', purged, inhrelid::regclass::text
                      FROM pg_inherits JOIN purged ON inhparent = purged) AS hook
                JOIN pg_class c ON c.oid = hook.purged JOIN pg_namespace n ON n.oid = c.relnamespace
                ORDER BY 2, 3, 1, 4""";
        List<DeleteHook> hooks = new ArrayList<>();
        query(
                connection,
                sql,
                names(tables),
                row -> hooks.add(
                        new DeleteHook(DeleteHook.Kind.valueOf(row.getString(1)), table(row, 2), row.getString(4))));
        return hooks;
    }

    @Override
    public boolean may(Connection connection, Privilege privilege, TableName table) throws SQLException {
        String sql = """
                SELECT has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, ?)
                FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = ? AND c.relname = ?""";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, privilege.name());
            statement.setString(2, table.schema());
            statement.setString(3, table.name());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    @Override
    public List<String> definition(Connection connection, Collection<TableName> tables) throws SQLException {
        String sql = """
                WITH purged AS (SELECT unnest(?::regclass[])::oid AS oid)
                SELECT format('column %s.%s %s %s %s', attrelid::regclass, attname,
                              format_type(atttypid, atttypmod), attnotnull, attgenerated) AS line
                FROM pg_attribute JOIN purged ON attrelid = oid WHERE attnum > 0 AND NOT attisdropped
                UNION ALL
                SELECT format('constraint %s.%s %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid))
                FROM pg_constraint k WHERE k.conrelid IN (TABLE purged) OR k.confrelid IN (TABLE purged)
                UNION ALL
                SELECT format('trigger %s.%s %s %s', tgrelid::regclass, tgname, tgenabled, pg_get_triggerdef(t.oid))
                FROM pg_trigger t JOIN purged ON tgrelid = purged.oid WHERE NOT tgisinternal
                UNION ALL
                SELECT 'index ' || pg_get_indexdef(indexrelid) FROM pg_index JOIN purged ON indrelid = oid""";
        List<String> lines = new ArrayList<>();
        query(connection, sql, names(tables), row -> lines.add(row.getString(1)));
        lines.sort(Comparator.naturalOrder()); // not by the server's collation, which differs
        return lines;
    }

    @Override
    public void limitLockWaits(Connection connection, Duration timeout) throws SQLException {
        execute(connection, "SET lock_timeout = " + timeout.toMillis());
    }

    @Override
    public void prepareSession(Connection connection) throws SQLException {
        // A role's own defaults must not weaken a run: each statement is a setting that it relies on.
        execute(
                connection,
                "SET statement_timeout = 0",
                "SET row_security = off",
                "SELECT set_config('synchronous_commit', 'on', false)"
                        + " WHERE current_setting('synchronous_commit') = 'off'");
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    }

    /** Has the server notice within a second that its client has died, even in the middle of a statement. */
    static void watchClient(Connection connection) throws SQLException {
        execute(
                connection,
                "SELECT set_config('client_connection_check_interval', '1000', false)"
                        + " WHERE current_setting('client_connection_check_interval', true) IS NOT NULL");
    }

    @Override
    public void lockRunner(Connection connection) throws SQLException {
        execute(connection, "SELECT pg_advisory_lock(" + RUNNER_LOCK + ")");
    }

    @Override
    public void lockTables(Connection connection, List<TableName> tables) throws SQLException {
        execute(
                connection,
                tables.stream()
                        .map(TableName::sql)
                        .collect(Collectors.joining(", ", "LOCK TABLE ", " IN SHARE ROW EXCLUSIVE MODE")));
    }

    @Override
    public boolean isLockedByAnother(SQLException failure) {
        return failure.getSQLState() != null && LOCK_STATES.contains(failure.getSQLState());
    }

    @Override
    public boolean isRunning(Connection connection, String runName) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE application_name = ? AND pid <> pg_backend_pid())")) {
            statement.setString(1, runName);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    @Override
    public Optional<TransactionMark> mark(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT pg_current_xact_id()::text, pg_current_wal_insert_lsn()::text")) {
            row.next();
            return Optional.of(new TransactionMark(row.getString(1), row.getString(2)));
        }
    }

    @Override
    public CommitState commitState(Connection connection, TransactionMark mark) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT pg_xact_status(?::xid8)")) {
            statement.setString(1, mark.xid());
            try (ResultSet row = statement.executeQuery()) {
                String state = row.next() ? row.getString(1) : null;
                return "committed".equals(state)
                        ? CommitState.COMMITTED
                        : "aborted".equals(state) ? CommitState.ROLLED_BACK : CommitState.UNSETTLED;
            }
        }
    }

    @Override
    public void cancel(Connection connection) throws SQLException {
        connection.unwrap(PGConnection.class).cancelQuery();
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    /** Runs a query whose one parameter is an array of names. */
    private static void query(Connection connection, String sql, Collection<String> names, RowReader reader)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("text", names.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    reader.read(row);
                }
            }
        }
    }

    private static List<String> names(Collection<TableName> tables) {
        return tables.stream().map(TableName::sql).collect(Collectors.toList());
    }

    private static TableName table(ResultSet row, int column) throws SQLException {
        return new TableName(row.getString(column), row.getString(column + 1));
    }
}
