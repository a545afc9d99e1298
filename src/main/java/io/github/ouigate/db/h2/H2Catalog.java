package io.github.ouigate.db.h2;

import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.db.DeleteEffects;
import io.github.ouigate.db.Privileges;
import io.github.ouigate.db.Right;
import io.github.ouigate.db.RowStatistics;
import io.github.ouigate.db.Rows;
import io.github.ouigate.db.ServerInfo;
import io.github.ouigate.db.Tables;
import io.github.ouigate.db.schema.Column;
import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.DeleteHook;
import io.github.ouigate.db.schema.ForeignKey;
import io.github.ouigate.db.schema.KeyEquality;
import io.github.ouigate.db.schema.KeyParts;
import io.github.ouigate.db.schema.Relation;
import io.github.ouigate.db.schema.TableName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The information schema of H2 2.x. H2 has no partitions, publications or row-level security. */
record H2Catalog(Rows rows) implements ServerInfo, Tables, DeleteEffects, Privileges, RowStatistics {
    @Override
    public DatabaseIdentity identity() throws SQLException {
        return rows.one(
                "SELECT H2VERSION(), DATABASE(), DATABASE_PATH(), CURRENT_USER",
                row -> new DatabaseIdentity(
                        "H2",
                        row.getString(1),
                        row.getString(2),
                        null,
                        row.getString(3),
                        null,
                        null,
                        row.getString(4),
                        false));
    }

    @Override
    public ConnectionState connectionState() throws SQLException {
        return rows.one("SELECT READONLY()", row -> new ConnectionState(false, row.getBoolean(1), false));
    }

    @Override
    public long count(TableName table, Condition condition) throws SQLException {
        return rows.one("SELECT count(*) FROM " + table.sql() + condition.where(), row -> row.getLong(1));
    }

    @Override
    public RowDigest digestOfContents(TableName table, Condition condition) throws SQLException {
        List<Long> digests = rows.list("SELECT * FROM " + table.sql() + condition.where(), H2Writes::digest);
        return new RowDigest(
                digests.size(),
                String.valueOf(digests.stream().mapToLong(Long::longValue).sum()));
    }

    @Override
    public Optional<String> defaultSchema() throws SQLException {
        return Optional.of(rows.one("SELECT CURRENT_SCHEMA", row -> row.getString(1)));
    }

    @Override
    public boolean hasSchema(String schema) throws SQLException {
        String sql = "SELECT 1 FROM INFORMATION_SCHEMA.SCHEMATA WHERE SCHEMA_NAME = ?";
        return !rows.list(sql, row -> 1, schema).isEmpty();
    }

    @Override
    public List<Relation> named(@Nullable String schema, String name) throws SQLException {
        String sql = """
                SELECT TABLE_SCHEMA, TABLE_NAME, CASE TABLE_TYPE WHEN 'VIEW' THEN 'VIEW' ELSE 'TABLE' END,
                       CASE WHEN TABLE_TYPE = 'LOCAL TEMPORARY' THEN 'TEMPORARY'
                            WHEN TABLE_SCHEMA = COALESCE(?, CURRENT_SCHEMA) THEN 'TARGET' ELSE 'ELSEWHERE' END
                FROM INFORMATION_SCHEMA.TABLES
                WHERE TABLE_NAME = ? AND TABLE_SCHEMA <> 'INFORMATION_SCHEMA' ORDER BY 4 DESC, 1""";
        return rows.list(
                sql,
                row -> new Relation(
                        Rows.table(row, 1),
                        Relation.Kind.valueOf(row.getString(3)),
                        Relation.Place.valueOf(row.getString(4))),
                schema == null ? null : schema.toUpperCase(Locale.ROOT),
                name.toUpperCase(Locale.ROOT));
    }

    @Override
    public List<Relation> all() throws SQLException {
        return rows.list(
                """
                SELECT TABLE_SCHEMA, TABLE_NAME, CASE TABLE_TYPE WHEN 'VIEW' THEN 'VIEW' ELSE 'TABLE' END
                FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA <> 'INFORMATION_SCHEMA'""",
                row -> new Relation(
                        Rows.table(row, 1), Relation.Kind.valueOf(row.getString(3)), Relation.Place.ELSEWHERE));
    }

    @Override
    public Map<TableName, OptionalLong> estimates(Collection<String> schemas) throws SQLException {
        String sql = """
                SELECT TABLE_SCHEMA, TABLE_NAME, ROW_COUNT_ESTIMATE FROM INFORMATION_SCHEMA.TABLES
                WHERE TABLE_TYPE = 'BASE TABLE' AND TABLE_SCHEMA = ANY (?)""";
        Map<TableName, OptionalLong> estimates = new TreeMap<>();
        rows.list(sql, row -> estimates.put(Rows.table(row, 1), OptionalLong.of(row.getLong(3))), schemas);
        return estimates;
    }

    @Override
    public List<ForeignKey> foreignKeys(Collection<TableName> tables) throws SQLException {
        String columns = """
                (SELECT ARRAY_AGG(c.COLUMN_NAME ORDER BY c.ORDINAL_POSITION) FROM INFORMATION_SCHEMA.KEY_COLUMN_USAGE c
                 WHERE c.CONSTRAINT_SCHEMA = r.%1$sCONSTRAINT_SCHEMA AND c.CONSTRAINT_NAME = r.%1$sCONSTRAINT_NAME)""";
        String sql = """
                SELECT r.CONSTRAINT_NAME, f.TABLE_SCHEMA, f.TABLE_NAME, t.TABLE_SCHEMA, t.TABLE_NAME,
                       REPLACE(REPLACE(r.DELETE_RULE, 'RESTRICT', 'NO ACTION'), ' ', '_'), %s, %s
                FROM INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS r
                JOIN INFORMATION_SCHEMA.TABLE_CONSTRAINTS f
                  ON f.CONSTRAINT_SCHEMA = r.CONSTRAINT_SCHEMA AND f.CONSTRAINT_NAME = r.CONSTRAINT_NAME
                JOIN INFORMATION_SCHEMA.TABLE_CONSTRAINTS t
                  ON t.CONSTRAINT_SCHEMA = r.UNIQUE_CONSTRAINT_SCHEMA AND t.CONSTRAINT_NAME = r.UNIQUE_CONSTRAINT_NAME
                ORDER BY 2, 3, 1""".formatted(columns.formatted(""), columns.formatted("UNIQUE_"));
        // H2 creates an index for each foreign key.
        return rows
                .list(
                        sql,
                        row -> new ForeignKey(
                                row.getString(1),
                                Rows.table(row, 2),
                                Rows.array(row, 7),
                                Rows.table(row, 4),
                                Rows.array(row, 8),
                                ForeignKey.OnDelete.valueOf(row.getString(6)),
                                KeyEquality.PLAIN,
                                ForeignKey.Lookup.INDEXED,
                                ForeignKey.Options.IMMEDIATE,
                                keyDefinition(row),
                                KeyParts.ALL,
                                KeyParts.ALL))
                .stream()
                .filter(key -> tables.contains(key.from()) || tables.contains(key.to()))
                .toList();
    }

    private static String keyDefinition(ResultSet row) throws SQLException {
        return "FOREIGN KEY (" + TableName.quoted(Rows.array(row, 7)) + ") REFERENCES "
                + Rows.table(row, 4).sql() + " (" + TableName.quoted(Rows.array(row, 8)) + ") ON DELETE "
                + row.getString(6).replace('_', ' ');
    }

    /** Returns none: {@link H2Writes} finds writes of triggers to other tables. */
    @Override
    public List<DeleteHook> deleteHooks(Collection<TableName> tables) {
        return List.of();
    }

    /** Returns none: H2 reports missing privileges when a statement is executed. */
    @Override
    public List<Right> lacking(TableName table, Collection<Right.Privilege> privileges) {
        return List.of();
    }

    @Override
    public List<Right> lackingToCreateIn(String schema) {
        return List.of();
    }

    @Override
    public boolean canCount(TableName table, Collection<String> columns) {
        return true;
    }

    @Override
    public List<TableName> shownAs(String table) throws SQLException {
        String sql = "SELECT TABLE_SCHEMA, TABLE_NAME FROM INFORMATION_SCHEMA.TABLES"
                + " WHERE TABLE_SCHEMA || '.' || TABLE_NAME = ?";
        return rows.list(sql, row -> Rows.table(row, 1), table);
    }

    @Override
    public boolean countsWrites() {
        return true;
    }

    @Override
    public List<String> definition(Collection<TableName> tables) throws SQLException {
        String sql = """
                SELECT TABLE_SCHEMA, TABLE_NAME, 'column ' || COLUMN_NAME || ' ' || DATA_TYPE || ' ' || IS_NULLABLE
                FROM INFORMATION_SCHEMA.COLUMNS
                UNION ALL
                SELECT f.TABLE_SCHEMA, f.TABLE_NAME, 'constraint ' || f.CONSTRAINT_NAME || ' ' || f.CONSTRAINT_TYPE
                FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS f
                UNION ALL
                SELECT t.TABLE_SCHEMA, t.TABLE_NAME, 'referenced by ' || r.CONSTRAINT_NAME || ' ' || r.DELETE_RULE
                FROM INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS r
                JOIN INFORMATION_SCHEMA.TABLE_CONSTRAINTS t
                  ON t.CONSTRAINT_SCHEMA = r.UNIQUE_CONSTRAINT_SCHEMA AND t.CONSTRAINT_NAME = r.UNIQUE_CONSTRAINT_NAME
                UNION ALL
                SELECT EVENT_OBJECT_SCHEMA, EVENT_OBJECT_TABLE, 'trigger ' || TRIGGER_NAME
                FROM INFORMATION_SCHEMA.TRIGGERS
                ORDER BY 1, 2, 3""";
        List<String> lines = new ArrayList<>();
        rows.list(sql, row -> {
            TableName table = Rows.table(row, 1);
            return tables.contains(table) && lines.add(table + " " + row.getString(3));
        });
        return lines;
    }

    @Override
    public Set<String> notNull(TableName table) throws SQLException {
        String sql = "SELECT COLUMN_NAME FROM INFORMATION_SCHEMA.COLUMNS"
                + " WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? AND IS_NULLABLE = 'NO'";
        return Set.copyOf(rows.list(sql, row -> row.getString(1), table.schema(), table.name()));
    }

    @Override
    public List<Column> columns(TableName table) throws SQLException {
        String sql = """
                SELECT COLUMN_NAME, DATA_TYPE_SQL(TABLE_SCHEMA, TABLE_NAME, 'TABLE', DTD_IDENTIFIER),
                       IS_GENERATED = 'ALWAYS', IS_IDENTITY = 'YES'
                FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION""";
        return rows.list(
                sql,
                row -> new Column(row.getString(1), row.getString(2), row.getBoolean(3), row.getBoolean(4)),
                table.schema(),
                table.name());
    }
}
