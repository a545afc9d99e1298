package io.github.ouigate.target;

import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How many rows the tables of a PostgreSQL server have. */
final class PostgresCounts {
    private final Rows rows;

    PostgresCounts(Rows rows) {
        this.rows = rows;
    }

    Map<TableName, Long> rowsByTable(TableName table, @Nullable String where) throws SQLException {
        String sql = """
                SELECT nspname, relname, rows FROM (SELECT tableoid AS at, count(*) AS rows FROM %s%s
                GROUP BY 1) AS counted
                JOIN pg_class c ON c.oid = at JOIN pg_namespace n ON n.oid = relnamespace""".formatted(table.sql(), where == null ? "" : " WHERE " + where);
        Map<TableName, Long> counted = new TreeMap<>();
        rows.verbatim(sql, row -> counted.put(Rows.table(row, 1), row.getLong(3)));
        return counted;
    }

    Map<TableName, OptionalLong> estimates(Collection<String> schemas) throws SQLException {
        String sql = """
                SELECT nspname, c.relname,
                       (SELECT sum(nullif(greatest(l.reltuples, nullif(pg_stat_get_live_tuples(l.oid), 0)), -1))
                        FROM pg_class l
                        WHERE l.oid = c.oid OR l.oid IN (SELECT relid FROM pg_partition_tree(c.oid)))::bigint
                FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
                WHERE nspname = ANY (?) AND relkind IN ('r', 'p') AND NOT relispartition""";
        Map<TableName, OptionalLong> estimates = new TreeMap<>();
        rows.list(sql, row -> estimates.put(Rows.table(row, 1), known(row.getObject(3, Long.class))), schemas);
        return estimates;
    }

    private static OptionalLong known(@Nullable Long rows) {
        return rows == null ? OptionalLong.empty() : OptionalLong.of(rows);
    }
}
