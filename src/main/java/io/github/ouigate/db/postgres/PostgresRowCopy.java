package io.github.ouigate.db.postgres;

import io.github.ouigate.db.RowCopy;
import io.github.ouigate.db.Rows;
import io.github.ouigate.db.TableName;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;

/** PostgreSQL's COPY. */
final class PostgresRowCopy implements RowCopy {
    /**
     * What the text of a date, an interval, a sum of money, bytes, a fraction or a table's name depends on. The driver
     * takes care of DateStyle: it works with ISO alone.
     */
    private static final List<String> SETTINGS =
            List.of("TimeZone", "IntervalStyle", "lc_monetary", "bytea_output", "extra_float_digits", "search_path");

    /** With less, fractions come out rounded (PostgreSQL manual, 20.11.2). */
    private static final String EXACT = "SELECT set_config('extra_float_digits', '1', true)"
            + " WHERE current_setting('extra_float_digits')::int < 1";

    /** NULL in an array is not the word, and a piece of XML need not be a document. */
    private static final String AS_WRITTEN =
            "SELECT set_config('array_nulls', 'on', true), set_config('xmloption', 'content', true)";

    private static final String FORMAT = " WITH (FORMAT csv, HEADER true, ENCODING 'UTF8')";
    private static final int ROWS_BETWEEN_WORDS = 1_000;
    private static final int BLOCK_BYTES = 64 * 1024;

    private final Connection connection;
    private final Rows rows;

    PostgresRowCopy(Connection connection) {
        this.connection = connection;
        this.rows = new Rows(connection);
    }

    @Override
    public long out(
            TableName table, List<String> columns, @Nullable String where, LongConsumer rowsSoFar, OutputStream to)
            throws SQLException, IOException {
        rows.list(EXACT, row -> row.getString(1));
        // The condition may end in a comment.
        String query = "SELECT " + TableName.quoted(columns) + " FROM " + rowsOf(rows, table)
                + (where == null ? "" : " WHERE " + where) + "\n";
        CopyOut copy = copies().copyOut("COPY (" + query + ") TO STDOUT" + FORMAT);
        try {
            // The server sends the header line and then each row by itself.
            long sent = -1;
            for (byte[] line = copy.readFromCopy(); line != null; line = copy.readFromCopy()) {
                to.write(line);
                sent++;
                if (sent > 0 && sent % ROWS_BETWEEN_WORDS == 0) {
                    rowsSoFar.accept(sent);
                }
            }
        } catch (SQLException | IOException | RuntimeException e) {
            end(copy, e);
            throw e;
        }
        long count = copy.getHandledRowCount();
        rowsSoFar.accept(count);
        return count;
    }

    /** CopyOut.cancelCopy does not wait for the end, so that the next statement would get this one's answers. */
    private void end(CopyOut copy, Exception cause) {
        try {
            if (copy.isActive()) {
                connection.unwrap(PGConnection.class).cancelQuery();
            }
            while (copy.isActive()) {
                copy.readFromCopy();
            }
        } catch (SQLException e) {
            cause.addSuppressed(e); // it was cancelled, or the connection is lost
        }
    }

    @Override
    public long in(TableName table, List<String> columns, InputStream from) throws SQLException, IOException {
        rows.list(AS_WRITTEN, row -> row.getString(1));
        String sql = "COPY " + table.sql() + " (" + TableName.quoted(columns) + ") FROM STDIN" + FORMAT;
        return copies().copyIn(sql, from, BLOCK_BYTES);
    }

    /**
     * Returns a table for FROM, without those that inherit from it. The rows of a partitioned table are all in its
     * partitions, and to leave those out would leave nothing.
     */
    static String rowsOf(Rows rows, TableName table) throws SQLException {
        String sql = "SELECT relkind = 'p' FROM pg_class WHERE oid = ?::regclass";
        return (rows.one(sql, row -> row.getBoolean(1), table.sql()) ? "" : "ONLY ") + table.sql();
    }

    @Override
    public Map<String, String> settings() throws SQLException {
        Map<String, String> settings = new TreeMap<>();
        for (String name : SETTINGS) {
            settings.put(name, rows.one("SELECT current_setting(?)", row -> row.getString(1), name));
        }
        return settings;
    }

    @Override
    public void use(Map<String, String> settings) throws SQLException {
        for (String name : SETTINGS) {
            if (settings.containsKey(name)) {
                rows.one("SELECT set_config(?, ?, true)", row -> row.getString(1), name, settings.get(name));
            }
        }
    }

    private CopyManager copies() throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }
}
