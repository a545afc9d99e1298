package io.github.ouigate.db.postgres;

import io.github.ouigate.db.Column;
import io.github.ouigate.db.Rows;
import io.github.ouigate.db.TableName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** The unique keys of PostgreSQL's tables. */
final class PostgresKeys {
    private static final int BATCH = 1_000;

    private final Rows rows;

    PostgresKeys(Rows rows) {
        this.rows = rows;
    }

    /** Keys of PostgreSQL 18 that shut out overlaps compare by more than equality: they are no such keys. */
    List<List<String>> of(TableName table) throws SQLException {
        String sql = """
                SELECT ARRAY (SELECT attname FROM unnest(indkey::int2[]) WITH ORDINALITY AS k (attnum, place)
                              JOIN pg_attribute a ON a.attrelid = indrelid AND a.attnum = k.attnum
                              WHERE place <= indnkeyatts ORDER BY place)::text[]
                FROM pg_index JOIN pg_class c ON c.oid = indrelid JOIN pg_namespace n ON n.oid = relnamespace
                WHERE nspname = ? AND relname = ? AND indisunique AND NOT indisexclusion
                  AND indpred IS NULL AND indexprs IS NULL
                ORDER BY indisprimary DESC, indexrelid""";
        return rows
                .list(sql, row -> List.of((String[]) row.getArray(1).getArray()), table.schema(), table.name())
                .stream()
                .distinct()
                .collect(Collectors.toList());
    }

    List<List<String>> present(TableName table, List<Column> key, List<List<String>> values) throws SQLException {
        StringJoiner arrays = new StringJoiner(", ");
        StringJoiner names = new StringJoiner(", ");
        StringJoiner matches = new StringJoiner(" AND ");
        for (int i = 0; i < key.size(); i++) {
            arrays.add("?::text[]");
            names.add("v" + i);
            matches.add("t." + TableName.quote(key.get(i).name()) + " = CAST(v" + i + " AS "
                    + key.get(i).type() + ")");
        }
        String sql = "SELECT " + names + " FROM unnest(" + arrays + ") WITH ORDINALITY AS given (" + names
                + ", place) WHERE EXISTS (SELECT FROM " + PostgresRowCopy.rowsOf(rows, table) + " AS t WHERE " + matches
                + ") ORDER BY place";
        List<List<String>> present = new ArrayList<>();
        for (int start = 0; start < values.size(); start += BATCH) {
            List<List<String>> batch = values.subList(start, Math.min(start + BATCH, values.size()));
            Object[] columns = new Object[key.size()];
            for (int i = 0; i < columns.length; i++) {
                int column = i;
                columns[i] = batch.stream().map(value -> value.get(column)).collect(Collectors.toList());
            }
            present.addAll(rows.list(sql, row -> Rows.texts(row, columns.length), columns));
        }
        return present;
    }
}
