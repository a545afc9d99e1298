package io.github.ouigate.db;

import io.github.ouigate.db.schema.TableName;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Executes statements on a connection and maps result rows to values. */
public record Rows(Connection connection) {
    /** Maps the current row to a value. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /**
     * Returns all rows of a query. Without parameters, a question mark is an operator, as in the condition of a job.
     *
     * @param parameters texts, numbers, or collections of texts or byte arrays; collections become arrays
     */
    public <T> List<T> list(String sql, Reader<T> reader, @Nullable Object... parameters) throws SQLException {
        if (parameters.length == 0) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                return read(row, reader);
            }
        }
        try (PreparedStatement statement = prepare(sql, parameters);
                ResultSet row = statement.executeQuery()) {
            return read(row, reader);
        }
    }

    /** Executes a statement and returns the number of affected rows. */
    public int update(String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    private PreparedStatement prepare(String sql, @Nullable Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            if (parameters[i] instanceof Collection<?> values) {
                statement.setArray(i + 1, array(values));
            } else {
                statement.setObject(i + 1, parameters[i]);
            }
        }
        return statement;
    }

    private Array array(Collection<?> values) throws SQLException {
        return values.stream().anyMatch(byte[].class::isInstance)
                ? connection.createArrayOf("bytea", values.toArray(byte[][]::new))
                : connection.createArrayOf("varchar", values.toArray());
    }

    private static <T> List<T> read(ResultSet row, Reader<T> reader) throws SQLException {
        List<T> values = new ArrayList<>();
        while (row.next()) {
            values.add(reader.read(row));
        }
        return values;
    }

    /** Executes statements in order. */
    public void execute(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /**
     * Returns the first row of a query.
     *
     * @throws IndexOutOfBoundsException if the query returns no row
     */
    public <T> T one(String sql, Reader<T> reader, @Nullable Object... parameters) throws SQLException {
        return list(sql, reader, parameters).get(0);
    }

    /** Reads a table name from two consecutive columns. */
    public static TableName table(ResultSet row, int column) throws SQLException {
        return new TableName(row.getString(column), row.getString(column + 1));
    }

    /** Reads a text array from a column. */
    public static List<String> array(ResultSet row, int column) throws SQLException {
        return Stream.of((Object[]) row.getArray(column).getArray())
                .map(String::valueOf)
                .toList();
    }

    /** Reads the first {@code columns} columns of a row as texts. */
    public static List<String> texts(ResultSet row, int columns) throws SQLException {
        List<String> texts = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
            texts.add(row.getString(i));
        }
        return texts;
    }
}
