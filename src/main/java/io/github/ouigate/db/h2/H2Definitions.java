package io.github.ouigate.db.h2;

import io.github.ouigate.db.Column;
import io.github.ouigate.db.Rows;
import io.github.ouigate.db.TableName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** How H2's tables are defined. */
final class H2Definitions {
    private final Rows rows;

    H2Definitions(Rows rows) {
        this.rows = rows;
    }

    List<String> lines(Collection<TableName> tables) throws SQLException {
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

    List<Column> columns(TableName table) throws SQLException {
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
