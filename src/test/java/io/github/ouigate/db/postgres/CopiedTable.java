package io.github.ouigate.db.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.RowCopy;
import io.github.ouigate.db.Rows;
import io.github.ouigate.db.Tables;
import io.github.ouigate.db.schema.Column;
import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.TableName;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A table whose rows are copied out, deleted, and copied in again. */
final class CopiedTable {
    private final Connection connection;
    private final Dialect dialect = new PostgresDialect();
    private final TableName name;

    CopiedTable(Connection connection, String name) {
        this.connection = connection;
        this.name = new TableName("public", name);
    }

    Tables tables() {
        return dialect.tables(connection);
    }

    RowCopy copy() throws SQLException {
        return RowCopy.of(dialect, connection);
    }

    TableName name() {
        return name;
    }

    List<String> storedColumns() throws SQLException {
        return tables().columns(name).stream()
                .filter(column -> !column.generated())
                .map(Column::name)
                .collect(Collectors.toList());
    }

    byte[] out() throws SQLException, IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        copy().out(name, storedColumns(), Condition.NONE, rows -> {}, bytes);
        return bytes.toByteArray();
    }

    long in(byte[] rows) throws SQLException, IOException {
        return copy().in(name, storedColumns(), new ByteArrayInputStream(rows));
    }

    void execute(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Copies the rows out and in, and asserts that they are unchanged. */
    void assertComesBack() throws SQLException, IOException {
        List<List<String>> before = values();
        byte[] rows = out();
        execute("DELETE FROM " + name.sql());
        long count = in(rows);

        assertThat(values()).isEqualTo(before);
        assertThat(count).isEqualTo(before.size());
    }

    /** Returns every value as text, in the order of the first column. */
    List<List<String>> values() throws SQLException {
        return new Rows(connection).list("SELECT * FROM " + name.sql() + " ORDER BY 1", row -> {
            List<String> values = new ArrayList<>();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                values.add(String.valueOf(row.getString(i)));
            }
            return values;
        });
    }
}
