package io.github.ouigate.db.postgres;

import io.github.ouigate.db.LiquibaseNames;
import io.github.ouigate.db.Rows;
import io.github.ouigate.db.SqlQuery;
import io.github.ouigate.db.Tables;
import io.github.ouigate.db.postgres.connection.PlainSettings;
import io.github.ouigate.db.schema.ChildTable;
import io.github.ouigate.db.schema.Column;
import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.Relation;
import io.github.ouigate.db.schema.RowConstraint;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.io.Resources;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tables in the system catalogs of PostgreSQL 14 and later. */
final class PostgresTables implements Tables {
    /**
     * A common table expression for some tables and their children at any depth, each with the given table as its root.
     */
    static final String FAMILY = """
            WITH RECURSIVE family (oid, root) AS (
                SELECT t::oid, t::oid FROM unnest(?::regclass[]) AS t
                UNION
                SELECT inhrelid, root FROM pg_inherits JOIN family ON inhparent = oid)
            """;

    /** The schemas of unqualified names, as an SQL array. */
    static final String SCHEMAS = "(current_setting('" + PostgresLogin.SCHEMAS + "')::text[])";

    private static final String KIND = "CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED_VIEW'"
            + " WHEN 'f' THEN 'FOREIGN_TABLE' ELSE 'TABLE' END";

    private final Connection connection;
    private final Rows rows;
    private final LiquibaseNames names;

    PostgresTables(Connection connection, ReservedWords reserved) {
        this.connection = connection;
        this.rows = new Rows(connection);
        this.names = new PostgresNames(connection, reserved);
    }

    @Override
    public Optional<String> defaultSchema() throws SQLException {
        return Optional.ofNullable(
                rows.list("SELECT " + SCHEMAS + "[1]", row -> row.getString(1)).get(0));
    }

    @Override
    public List<String> schemasAlike(String schema) throws SQLException {
        return rows.list("SELECT nspname FROM pg_namespace ORDER BY 1", row -> row.getString(1)).stream()
                .filter(other -> other.equalsIgnoreCase(schema) && !other.equals(schema))
                .toList();
    }

    @Override
    public boolean hasSchema(String schema) throws SQLException {
        return !rows.list("SELECT 1 FROM pg_namespace WHERE nspname = ?", row -> 1, schema)
                .isEmpty();
    }

    @Override
    public List<Relation> named(@Nullable String schema, String name) throws SQLException {
        String sql = """
                SELECT nspname, relname, %2$s,
                       CASE WHEN relpersistence = 't' THEN 'TEMPORARY'
                            WHEN nspname = coalesce(?::text, %1$s[1]) THEN 'TARGET'
                            WHEN nspname = ANY (%1$s) THEN 'SEARCH_PATH' ELSE 'ELSEWHERE' END
                FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
                WHERE relname = ? AND relkind IN ('r', 'p', 'v', 'm', 'f')
                  AND (relpersistence <> 't' OR n.oid = pg_my_temp_schema())
                  AND nspname NOT IN ('pg_catalog', 'information_schema')
                ORDER BY nspname = coalesce(?::text, %1$s[1]) DESC, 4, 1""".formatted(SCHEMAS, KIND);
        Optional<String> table = names.table(name);
        Optional<String> named = schema == null ? Optional.empty() : names.schema(schema);
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
    public List<Relation> all() throws SQLException {
        String sql = """
                SELECT nspname, relname, %s FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
                WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND relpersistence <> 't'
                  AND nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')""".formatted(KIND);
        return rows.list(
                sql,
                row -> new Relation(
                        Rows.table(row, 1), Relation.Kind.valueOf(row.getString(3)), Relation.Place.ELSEWHERE));
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
    public List<TableName> shownAs(String table) throws SQLException {
        String sql = "SELECT nspname, relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
                + " WHERE nspname || '.' || relname = ? AND relkind IN ('r', 'p', 'm', 'f')";
        return rows.list(sql, row -> Rows.table(row, 1), table);
    }

    @Override
    public List<String> definition(Collection<TableName> tables) throws SQLException {
        String sql = FAMILY + Resources.text(PostgresTables.class, "definition.sql");
        List<String> lines = withPlainSettings(() -> rows.list(sql, row -> row.getString(1), sql(tables)));
        return lines.stream().sorted().toList(); // the server's collation varies
    }

    @Override
    public List<RowConstraint> unvalidatedConstraints(Collection<TableName> tables) throws SQLException {
        return rows.list(
                FAMILY + Resources.text(PostgresTables.class, "unvalidated-constraints.sql"),
                row -> new RowConstraint(
                        Rows.table(row, 1),
                        Rows.table(row, 3),
                        row.getString(5),
                        row.getString(6),
                        new Condition(row.getString(7))),
                sql(tables));
    }

    @Override
    public Set<String> notNull(TableName table) throws SQLException {
        String sql = """
                SELECT attname FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid JOIN pg_namespace n ON n.oid = relnamespace
                WHERE nspname = ? AND relname = ? AND attnum > 0 AND NOT attisdropped AND attnotnull""";
        return Set.copyOf(rows.list(sql, row -> row.getString(1), table.schema(), table.name()));
    }

    @Override
    public List<Column> columns(TableName table) throws SQLException {
        String sql = """
                SELECT attname, format_type(atttypid, atttypmod), attgenerated <> '', attidentity <> ''
                FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid JOIN pg_namespace n ON n.oid = relnamespace
                WHERE nspname = ? AND relname = ? AND attnum > 0 AND NOT attisdropped ORDER BY attnum""";
        return withPlainSettings(() -> rows.list(
                sql,
                row -> new Column(row.getString(1), row.getString(2), row.getBoolean(3), row.getBoolean(4)),
                table.schema(),
                table.name()));
    }

    /** Runs a query with the {@link PlainSettings} and restores the session's settings. */
    private <T> T withPlainSettings(SqlQuery<T> question) throws SQLException {
        Savepoint beforeSettings = connection.setSavepoint();
        PlainSettings.use(rows);
        T answer = question.run();
        connection.rollback(beforeSettings);
        connection.releaseSavepoint(beforeSettings);
        return answer;
    }

    /** Returns the quoted names for a parameter of {@link #FAMILY}. */
    static List<String> sql(Collection<TableName> tables) {
        return tables.stream().map(TableName::sql).toList();
    }
}
