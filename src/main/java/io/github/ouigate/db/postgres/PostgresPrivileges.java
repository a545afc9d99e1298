package io.github.ouigate.db.postgres;

import io.github.ouigate.db.Privileges;
import io.github.ouigate.db.Right;
import io.github.ouigate.db.Rows;
import io.github.ouigate.db.schema.TableName;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The privileges of the connected role on a PostgreSQL server. */
record PostgresPrivileges(Rows rows, DeniedReads denied) implements Privileges {
    @Override
    public List<Right> lacking(TableName table, Collection<Right.Privilege> privileges) throws SQLException {
        String sql = """
                SELECT 'USAGE', true FROM pg_namespace WHERE nspname = ? AND NOT has_schema_privilege(oid, 'USAGE')
                UNION ALL
                (SELECT privilege, false
                 FROM unnest(?) WITH ORDINALITY AS wanted (privilege, place), pg_class c
                 JOIN pg_namespace n ON n.oid = relnamespace
                 WHERE nspname = ? AND relname = ? AND NOT has_table_privilege(c.oid, privilege) ORDER BY place)""";
        return rows.list(
                sql,
                row -> {
                    Right.Privilege privilege = Right.Privilege.valueOf(row.getString(1));
                    return row.getBoolean(2)
                            ? Right.onSchema(privilege, table.schema())
                            : Right.onTable(privilege, table);
                },
                table.schema(),
                privileges.stream().map(Right.Privilege::name).toList(),
                table.schema(),
                table.name());
    }

    @Override
    public List<Right> lackingToCreateIn(String schema) throws SQLException {
        return rows.list(
                "SELECT privilege FROM pg_namespace, (VALUES ('USAGE'), ('CREATE')) AS wanted (privilege)"
                        + " WHERE nspname = ? AND NOT has_schema_privilege(oid, privilege)",
                row -> Right.onSchema(Right.Privilege.valueOf(row.getString(1)), schema),
                schema);
    }

    /** Returns the schemas without the superusers who can create objects in them. */
    @Override
    public Map<String, List<String>> othersWhoCreate() throws SQLException {
        String sql = """
                SELECT nspname,
                       array_agg(DISTINCT CASE grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(grantee) END)::text[]
                FROM pg_namespace
                CROSS JOIN LATERAL aclexplode(nspacl) AS acl
                LEFT JOIN pg_roles r ON r.oid = grantee
                WHERE nspname = ANY (%s) AND nspname <> 'pg_catalog' AND privilege_type = 'CREATE' AND grantee <> nspowner
                  AND pg_get_userbyid(grantee) <> current_user AND NOT coalesce(rolsuper, false)
                GROUP BY nspname ORDER BY nspname""".formatted(PostgresTables.SCHEMAS);
        Map<String, List<String>> others = new LinkedHashMap<>();
        rows.list(denied.without(sql), row -> others.put(row.getString(1), Rows.array(row, 2)));
        return others;
    }

    @Override
    public boolean canCount(TableName table, Collection<String> columns) throws SQLException {
        String sql = """
                SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
                WHERE nspname = ? AND relname = ?
                  AND has_schema_privilege(n.oid, 'USAGE') AND has_any_column_privilege(c.oid, 'SELECT')
                  AND NOT EXISTS (SELECT FROM unnest(?) AS k (name) WHERE NOT has_column_privilege(c.oid, name, 'SELECT'))
                  AND NOT row_security_active(c.oid)""";
        return !rows.list(sql, row -> 1, table.schema(), table.name(), columns).isEmpty();
    }
}
