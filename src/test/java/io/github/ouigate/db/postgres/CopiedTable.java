package io.github.ouigate.db.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.db.Catalog;
import io.github.ouigate.db.Column;
import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.Rows;
import io.github.ouigate.db.TableName;
import io.github.ouigate.db.url.ConnectionSettings;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.Shop;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A table whose rows go out, away and in again. */
public final class CopiedTable {
    private final Connection connection;
    private final Catalog catalog;
    private final TableName name;

    public CopiedTable(Shop shop, Connection connection, String name) {
        ConnectionSettings.Product product =
                shop instanceof PostgresShop ? ConnectionSettings.Product.POSTGRESQL : ConnectionSettings.Product.H2;
        this.connection = connection;
        this.catalog = Dialect.of(product).catalog(connection);
        this.name = new TableName(product == ConnectionSettings.Product.H2 ? "PUBLIC" : "public", name);
    }

    public Catalog catalog() {
        return catalog;
    }

    public TableName name() {
        return name;
    }

    List<String> storedColumns() throws SQLException {
        return catalog.columns(name).stream()
                .filter(column -> !column.generated())
                .map(Column::name)
                .collect(Collectors.toList());
    }

    public byte[] out() throws SQLException, IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        catalog.rowCopy().out(name, storedColumns(), null, rows -> {}, bytes);
        return bytes.toByteArray();
    }

    public long in(byte[] rows) throws SQLException, IOException {
        return catalog.rowCopy().in(name, storedColumns(), new ByteArrayInputStream(rows));
    }

    public void execute(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Takes the rows through a copy, and asserts that they are the same after it. */
    public void assertComesBack() throws SQLException, IOException {
        List<List<String>> before = values();
        byte[] rows = out();
        execute("DELETE FROM " + name.sql());
        long count = in(rows);

        assertThat(values()).isEqualTo(before);
        assertThat(count).isEqualTo(before.size());
    }

    /** Returns every value as text, in the order of the first column. */
    public List<List<String>> values() throws SQLException {
        return new Rows(connection).list("SELECT * FROM " + name.sql() + " ORDER BY 1", row -> {
            List<String> values = new ArrayList<>();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                boolean bytes = row.getMetaData().getColumnTypeName(i).startsWith("BINARY");
                values.add(bytes ? Arrays.toString(row.getBytes(i)) : String.valueOf(row.getString(i)));
            }
            return values;
        });
    }
}
