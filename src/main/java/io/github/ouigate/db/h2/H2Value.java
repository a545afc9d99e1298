package io.github.ouigate.db.h2;

import io.github.ouigate.db.CsvReader;
import io.github.ouigate.db.TableName;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a value of H2 is written as text, and made of it. */
enum H2Value {
    /** As H2 itself shows and reads it. */
    TEXT,
    /** In hexadecimal digits. */
    BYTES,
    /** As JSON, which H2 would else take for a string. */
    JSON,
    /** A CSV record of its elements. */
    ARRAY;

    /** What has no text of its own within an array: bytes, JSON, and other arrays. */
    private static final Pattern UNFIT_IN_ARRAYS =
            Pattern.compile("^(BINARY|JAVA_OBJECT|JSON)|ARRAY(\\[\\d+])? ARRAY$");

    /** Returns how the values of some columns are written. */
    static List<H2Value> of(Connection connection, TableName table, List<String> columns) throws SQLException {
        String sql = "SELECT " + TableName.quoted(columns) + " FROM " + table.sql() + " WHERE FALSE";
        try (Statement statement = connection.createStatement();
                ResultSet none = statement.executeQuery(sql)) {
            List<H2Value> values = new ArrayList<>();
            for (int i = 1; i <= columns.size(); i++) {
                values.add(of(none.getMetaData().getColumnTypeName(i)));
            }
            return values;
        }
    }

    private static H2Value of(String type) throws SQLException {
        boolean array = type.endsWith(" ARRAY");
        if (type.startsWith("ROW(") || (array && UNFIT_IN_ARRAYS.matcher(type).find())) {
            throw new SQLFeatureNotSupportedException("values of the type " + type + " cannot be copied");
        }
        return switch (type) {
            case "BINARY", "BINARY VARYING", "BINARY LARGE OBJECT", "JAVA_OBJECT" -> BYTES;
            case "JSON" -> JSON;
            default -> array ? ARRAY : TEXT;
        };
    }

    /** Returns a column as it is to be selected. */
    String selected(String column) {
        return this == ARRAY ? "CAST(" + column + " AS CHARACTER VARYING ARRAY)" : column;
    }

    /** Returns what stands for a value in a statement. */
    String parameter() {
        return this == JSON ? "? FORMAT JSON" : "?";
    }

    @Nullable
    String read(ResultSet row, int column) throws SQLException {
        return switch (this) {
            case TEXT, JSON -> row.getString(column);
            case BYTES -> {
                byte[] bytes = row.getBytes(column);
                yield bytes == null ? null : HexFormat.of().formatHex(bytes);
            }
            case ARRAY -> {
                Array array = row.getArray(column);
                yield array == null ? null : record((Object[]) array.getArray());
            }
        };
    }

    private static String record(@Nullable Object[] elements) {
        List<@Nullable String> texts = new ArrayList<>();
        for (Object element : elements) {
            texts.add(element == null ? null : element.toString());
        }
        StringBuilder text = new StringBuilder();
        try {
            CsvReader.write(texts, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return elements.length == 0 ? "" : text.toString();
    }

    void write(PreparedStatement statement, int parameter, @Nullable String text) throws SQLException {
        if (text == null) {
            statement.setString(parameter, null);
            return;
        }
        switch (this) {
            case TEXT, JSON -> statement.setString(parameter, text);
            case BYTES -> statement.setBytes(parameter, HexFormat.of().parseHex(text));
            case ARRAY ->
                statement.setArray(parameter, statement.getConnection().createArrayOf("VARCHAR", elements(text)));
        }
    }

    private static @Nullable Object[] elements(String text) {
        try {
            return new CsvReader(new StringReader(text))
                    .next()
                    .orElseGet(List::of)
                    .toArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
