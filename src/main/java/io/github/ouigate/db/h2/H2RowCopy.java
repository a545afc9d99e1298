package io.github.ouigate.db.h2;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.ouigate.db.CsvReader;
import io.github.ouigate.db.RowCopy;
import io.github.ouigate.db.TableName;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** H2 has no COPY: each value is read and written by itself. */
final class H2RowCopy implements RowCopy {
    private static final int BATCH = 1_000;

    private final Connection connection;

    H2RowCopy(Connection connection) {
        this.connection = connection;
    }

    @Override
    public long out(
            TableName table, List<String> columns, @Nullable String where, LongConsumer rowsSoFar, OutputStream to)
            throws SQLException, IOException {
        List<H2Value> kinds = H2Value.of(connection, table, columns);
        List<String> selected = new ArrayList<>();
        for (int i = 0; i < kinds.size(); i++) {
            selected.add(kinds.get(i).selected(TableName.quote(columns.get(i))));
        }
        // The condition comes last: it may end in a comment.
        String sql = "SELECT " + String.join(", ", selected) + " FROM " + table.sql()
                + (where == null ? "" : " WHERE " + where);
        Writer csv = new BufferedWriter(new OutputStreamWriter(to, UTF_8));
        CsvReader.write(columns, csv);
        long count = 0;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                List<@Nullable String> values = new ArrayList<>();
                for (int i = 0; i < kinds.size(); i++) {
                    values.add(kinds.get(i).read(row, i + 1));
                }
                CsvReader.write(values, csv);
                count++;
                if (count % BATCH == 0) {
                    rowsSoFar.accept(count);
                }
            }
        }
        csv.flush();
        rowsSoFar.accept(count);
        return count;
    }

    @Override
    public long in(TableName table, List<String> columns, InputStream from) throws SQLException, IOException {
        List<H2Value> kinds = H2Value.of(connection, table, columns);
        String sql = "INSERT INTO " + table.sql() + " (" + TableName.quoted(columns)
                + ") OVERRIDING SYSTEM VALUE VALUES ("
                + kinds.stream().map(H2Value::parameter).collect(Collectors.joining(", ")) + ")";
        CsvReader csv = new CsvReader(new BufferedReader(new InputStreamReader(from, UTF_8)));
        csv.next(); // the header
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            long count = 0;
            for (Optional<List<@Nullable String>> row = csv.next(); row.isPresent(); row = csv.next()) {
                List<@Nullable String> values = row.get();
                count++;
                if (values.size() != kinds.size()) {
                    throw new IOException("row " + count + " has " + values.size() + " values");
                }
                for (int i = 0; i < kinds.size(); i++) {
                    kinds.get(i).write(insert, i + 1, values.get(i));
                }
                insert.addBatch();
                if (count % BATCH == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
            return count;
        }
    }

    /** Returns none: a value of H2 is shown the same in every session. */
    @Override
    public Map<String, String> settings() {
        return Map.of();
    }

    @Override
    public void use(Map<String, String> settings) {}
}
