package io.github.ouigate.db.h2;

import io.github.ouigate.db.Column;
import io.github.ouigate.db.Rows;
import io.github.ouigate.db.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The unique keys of H2's tables. */
final class H2Keys {
    private final Connection connection;
    private final Rows rows;

    H2Keys(Connection connection) {
        this.connection = connection;
        this.rows = new Rows(connection);
    }

    List<List<String>> of(TableName table) throws SQLException {
        String sql = """
                SELECT CASE INDEX_TYPE_NAME WHEN 'PRIMARY KEY' THEN 1 ELSE 2 END || INDEX_COLUMNS.INDEX_NAME, COLUMN_NAME
                FROM INFORMATION_SCHEMA.INDEX_COLUMNS
                JOIN INFORMATION_SCHEMA.INDEXES USING (INDEX_SCHEMA, INDEX_NAME)
                WHERE INDEX_COLUMNS.TABLE_SCHEMA = ? AND INDEX_COLUMNS.TABLE_NAME = ? AND IS_UNIQUE
                ORDER BY ORDINAL_POSITION""";
        Map<String, List<String>> keys = new TreeMap<>();
        rows.list(
                sql,
                row -> keys.computeIfAbsent(row.getString(1), index -> new ArrayList<>())
                        .add(row.getString(2)),
                table.schema(),
                table.name());
        return keys.values().stream().distinct().collect(Collectors.toList());
    }

    List<List<String>> present(TableName table, List<Column> key, List<List<String>> values) throws SQLException {
        List<H2Value> kinds =
                H2Value.of(connection, table, key.stream().map(Column::name).collect(Collectors.toList()));
        StringJoiner matches = new StringJoiner(" AND ");
        for (int i = 0; i < key.size(); i++) {
            String value = kinds.get(i) == H2Value.TEXT
                    ? "CAST(? AS " + key.get(i).type() + ")"
                    : kinds.get(i).parameter();
            matches.add(TableName.quote(key.get(i).name()) + " = " + value);
        }
        List<List<String>> present = new ArrayList<>();
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT 1 FROM " + table.sql() + " WHERE " + matches)) {
            for (List<String> value : values) {
                for (int i = 0; i < kinds.size(); i++) {
                    kinds.get(i).write(statement, i + 1, value.get(i));
                }
                try (ResultSet row = statement.executeQuery()) {
                    if (row.next()) {
                        present.add(value);
                    }
                }
            }
        }
        return present;
    }
}
