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

/** Executes statements over a connection, and turns the rows of queries into values. */
public record Rows(Connection connection) {
    /** Makes a value of the current row. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /**
     * Returns every row of a query. Without parameters, question marks are operators, as in the condition of a job.
     *
     * @param parameters texts, numbers, or collections of texts or of bytes, which become arrays
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

    /** Executes a statement, and returns how many rows it has changed. */
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

    /** Executes statements one after the other. */
    public void execute(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Returns the first row of a query that has one. */
    public <T> T one(String sql, Reader<T> reader, @Nullable Object... parameters) throws SQLException {
        return list(sql, reader, parameters).get(0);
    }

    /** Reads a table's name from two columns. */
    public static TableName table(ResultSet row, int column) throws SQLException {
        return new TableName(row.getString(column), row.getString(column + 1));
    }

    /** Reads an array of texts from a column. */
    public static List<String> array(ResultSet row, int column) throws SQLException {
        return Stream.of((Object[]) row.getArray(column).getArray())
                .map(String::valueOf)
                .toList();
    }

    /** Reads the first columns of a row as texts. */
    public static List<String> texts(ResultSet row, int columns) throws SQLException {
        List<String> texts = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
            texts.add(row.getString(i));
        }
        return texts;
    }
}
