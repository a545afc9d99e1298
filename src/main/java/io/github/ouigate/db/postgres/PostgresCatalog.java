package io.github.ouigate.db.postgres;

import io.github.ouigate.db.Catalog;
import io.github.ouigate.db.ChildTable;
import io.github.ouigate.db.Column;
import io.github.ouigate.db.ConnectionState;
import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.db.DeleteHook;
import io.github.ouigate.db.ForeignKey;
import io.github.ouigate.db.OtherSession;
import io.github.ouigate.db.Publication;
import io.github.ouigate.db.Relation;
import io.github.ouigate.db.Right;
import io.github.ouigate.db.RowAges;
import io.github.ouigate.db.RowCopy;
import io.github.ouigate.db.Rows;
import io.github.ouigate.db.RunSession;
import io.github.ouigate.db.TableName;
import io.github.ouigate.db.TemporaryIndex;
import io.github.ouigate.db.WriteWatch;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The system catalogs of PostgreSQL 14 and later. */
final class PostgresCatalog implements Catalog {
    /** Some tables, and for each of their children, at any depth, the one of them that it belongs to. */
    private static final String FAMILY = """
            WITH RECURSIVE family (oid, root) AS (
                SELECT t::oid, t::oid FROM unnest(?::regclass[]) AS t
                UNION
                SELECT inhrelid, root FROM pg_inherits JOIN family ON inhparent = oid)
            """;

    private final Connection connection;
    private final Rows rows;
    private final PostgresSessions sessions;
    private final PostgresRights rights;
    private final PostgresCounts counts;
    private final PostgresSpelling spelling;

    PostgresCatalog(Connection connection) {
        this.connection = connection;
        this.rows = new Rows(connection);
        this.sessions = new PostgresSessions(rows);
        this.rights = new PostgresRights(rows);
        this.counts = new PostgresCounts(rows);
        this.spelling = new PostgresSpelling(rows);
    }

    @Override
    public DatabaseIdentity identity() throws SQLException {
        return new PostgresServerInfo(rows).identity();
    }

    @Override
    public ConnectionState conditions() throws SQLException {
        return new PostgresServerInfo(rows).conditions();
    }

    @Override
    public Optional<String> defaultSchema() throws SQLException {
        return Optional.ofNullable(
                rows.list("SELECT current_schema()", row -> row.getString(1)).get(0));
    }

    @Override
    public Optional<String> tableAsWritten(String name) throws SQLException {
        return spelling.table(name);
    }

    @Override
    public Optional<String> schemaAsWritten(String name) throws SQLException {
        return spelling.schema(name);
    }

    @Override
    public List<String> schemasAlike(String schema) throws SQLException {
        return rows.list("SELECT nspname FROM pg_namespace ORDER BY 1", row -> row.getString(1)).stream()
                .filter(other -> other.equalsIgnoreCase(schema) && !other.equals(schema))
                .collect(Collectors.toList());
    }

    @Override
    public boolean hasSchema(String schema) throws SQLException {
        return !rows.list("SELECT 1 FROM pg_namespace WHERE nspname = ?", row -> 1, schema)
                .isEmpty();
    }

    @Override
    public List<Relation> named(@Nullable String schema, String name) throws SQLException {
        String sql = """
                SELECT nspname, relname,
                       CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED_VIEW'
                                    WHEN 'f' THEN 'FOREIGN_TABLE' ELSE 'TABLE' END,
                       CASE WHEN relpersistence = 't' THEN 'TEMPORARY'
                            WHEN nspname = coalesce(?::text, current_schema()) THEN 'TARGET'
                            WHEN nspname = ANY (current_schemas(false)) THEN 'SEARCH_PATH' ELSE 'ELSEWHERE' END
                FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
                WHERE relname = ? AND relkind IN ('r', 'p', 'v', 'm', 'f')
                  AND (relpersistence <> 't' OR n.oid = pg_my_temp_schema())
                  AND nspname NOT IN ('pg_catalog', 'information_schema')
                ORDER BY nspname = coalesce(?::text, current_schema()) DESC, 4, 1""";
        Optional<String> table = tableAsWritten(name);
        Optional<String> named = schema == null ? Optional.empty() : schemaAsWritten(schema);
        if (table.isEmpty() || (schema != null && named.isEmpty())) {
            return List.of();
        }
        String target = named.orElse(null);
        return rows.list(
                sql,
                row -> new Relation(
                        Rows.table(row, 1),
                        Relation.Kind.valueOf(row.getString(3)),
                        Relation.Place.valueOf(row.getString(4))),
                target,
                table.get(),
                target);
    }

    @Override
    public List<ChildTable> children(Collection<TableName> tables) throws SQLException {
        String sql = FAMILY + """
                SELECT rn.nspname, r.relname, n.nspname, c.relname, c.relispartition, c.relkind = 'f'
                FROM family
                JOIN pg_class r ON r.oid = root JOIN pg_namespace rn ON rn.oid = r.relnamespace
                JOIN pg_class c ON c.oid = family.oid JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE family.oid <> root ORDER BY 1, 2, 3, 4""";
        return rows.list(
                sql,
                row -> new ChildTable(
                        Rows.table(row, 1),
                        Rows.table(row, 3),
                        row.getBoolean(5) ? ChildTable.Kind.PARTITION : ChildTable.Kind.INHERITING,
                        row.getBoolean(6)),
                sql(tables));
    }

    @Override
    public Map<TableName, Long> rowsByTable(TableName table, @Nullable String where) throws SQLException {
        return counts.rowsByTable(table, where);
    }

    @Override
    public Optional<RowAges> rowAges(TableName table, @Nullable String where, String snapshot) throws SQLException {
        return counts.rowAges(table, where, snapshot);
    }

    @Override
    public Map<TableName, OptionalLong> estimates(Collection<String> schemas) throws SQLException {
        return counts.estimates(schemas);
    }

    @Override
    public List<ForeignKey> foreignKeys(Collection<TableName> tables) throws SQLException {
        return rows.list(
                FAMILY + Rows.statement("foreign-keys.sql"),
                row -> new ForeignKey(
                        row.getString(5),
                        Rows.table(row, 1),
                        texts(row, 7),
                        Rows.table(row, 3),
                        texts(row, 8),
                        onDelete(row.getString(6)),
                        new ForeignKey.Lookup(
                                tables(texts(row, 9), texts(row, 10)),
                                row.getBoolean(11),
                                row.getBoolean(12),
                                row.getLong(13))),
                sql(tables));
    }

    private static List<TableName> tables(List<String> schemas, List<String> names) {
        return IntStream.range(0, names.size())
                .mapToObj(i -> new TableName(schemas.get(i), names.get(i)))
                .toList();
    }

    private static List<String> texts(ResultSet row, int column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
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
    public List<DeleteHook> deleteHooks(Collection<TableName> tables) throws SQLException {
        String sql = FAMILY + Rows.statement("delete-hooks.sql");
        return rows.list(
                sql,
                row -> new DeleteHook(DeleteHook.Kind.valueOf(row.getString(1)), Rows.table(row, 2), row.getString(4)),
                sql(tables));
    }

    @Override
    public List<Publication> publications(Collection<TableName> tables) throws SQLException {
        String sql = FAMILY + Rows.statement("publications.sql");
        return rows.list(
                sql,
                row -> new Publication(
                        row.getString(1), Rows.table(row, 2), Publication.Deletes.valueOf(row.getString(4))),
                sql(tables));
    }

    @Override
    public List<Right> lacking(TableName table, Collection<Right.Privilege> privileges) throws SQLException {
        return rights.lacking(table, privileges);
    }

    @Override
    public List<Right> lackingToCreateIn(String schema) throws SQLException {
        return rights.lackingToCreateIn(schema);
    }

    @Override
    public boolean canCount(TableName table, Collection<String> columns) throws SQLException {
        return rights.canCount(table, columns);
    }

    @Override
    public boolean isConnected(String sessionName) throws SQLException {
        return sessions.isConnected(sessionName);
    }

    @Override
    public List<OtherSession> runners() throws SQLException {
        return sessions.holding(PostgresDialect.RUNNER_LOCK);
    }

    @Override
    public Optional<List<RunSession>> runSessions(String prefix) throws SQLException {
        return Optional.of(sessions.runs(prefix));
    }

    @Override
    public List<OtherSession> lockers(Collection<TableName> tables) throws SQLException {
        return sessions.lockers(FAMILY, sql(tables), List.of("AccessShareLock", "SIReadLock"));
    }

    @Override
    public List<OtherSession> users(Collection<TableName> tables) throws SQLException {
        return sessions.lockers(FAMILY, sql(tables), List.of("SIReadLock"));
    }

    @Override
    public List<OtherSession> openFor(Duration age) throws SQLException {
        return sessions.openFor(age);
    }

    @Override
    public List<TableName> shownAs(String table) throws SQLException {
        String sql = "SELECT nspname, relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
                + " WHERE nspname || '.' || relname = ? AND relkind IN ('r', 'p', 'm', 'f')";
        return rows.list(sql, row -> Rows.table(row, 1), table);
    }

    @Override
    public boolean countsWrites() throws SQLException {
        return rows.one("SELECT current_setting('track_counts')::boolean", row -> row.getBoolean(1));
    }

    @Override
    public WriteWatch watchWrites(List<TemporaryIndex> indexes) throws SQLException {
        return new PostgresWrites(rows, indexes);
    }

    @Override
    public List<String> definition(Collection<TableName> tables) throws SQLException {
        return new PostgresDefinitions(connection).lines(FAMILY, sql(tables));
    }

    @Override
    public List<Column> columns(TableName table) throws SQLException {
        return new PostgresDefinitions(connection).columns(table);
    }

    @Override
    public List<List<String>> uniqueKeys(TableName table) throws SQLException {
        return new PostgresKeys(rows).of(table);
    }

    @Override
    public List<List<String>> present(TableName table, List<Column> key, List<List<String>> values)
            throws SQLException {
        return new PostgresKeys(rows).present(table, key, values);
    }

    @Override
    public void advanceSequences(TableName table) throws SQLException {
        new PostgresSequences(rows).advance(table);
    }

    @Override
    public RowCopy rowCopy() {
        return new PostgresRowCopy(connection);
    }

    private static List<String> sql(Collection<TableName> tables) {
        return tables.stream().map(TableName::sql).collect(Collectors.toList());
    }
}
