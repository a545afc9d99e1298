package io.github.ouigate.db.postgres;

import io.github.ouigate.db.Right;
import io.github.ouigate.db.RowCopy;
import io.github.ouigate.db.Rows;
import io.github.ouigate.db.StagedRows;
import io.github.ouigate.db.key.BulkKeyCheck;
import io.github.ouigate.db.postgres.copy.FileEncoding;
import io.github.ouigate.db.postgres.copy.PostgresBulkKeyCheck;
import io.github.ouigate.db.postgres.copy.PostgresSequences;
import io.github.ouigate.db.postgres.copy.PostgresSetBack;
import io.github.ouigate.db.postgres.copy.PostgresStagedRows;
import io.github.ouigate.db.postgres.copy.TableRows;
import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.RowChange;
import io.github.ouigate.db.schema.TableName;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;

/** Copies rows with COPY. */
final class PostgresRowCopy implements RowCopy {
    /** Lower values round floating-point numbers (PostgreSQL manual, 20.11.2). */
    private static final String EXACT = "SELECT set_config('extra_float_digits', '1', true)"
            + " WHERE current_setting('extra_float_digits')::int < 1";

    /** Reads NULL in an array as NULL, not as the word, and accepts XML that is not a document. */
    private static final String AS_WRITTEN =
            "SELECT set_config('array_nulls', 'on', true), set_config('xmloption', 'content', true)";

    private static final int ROWS_BETWEEN_WORDS = 1_000;
    private static final int BLOCK_BYTES = 64 * 1024;

    private final Connection connection;
    private final PostgresSession session;
    private final Rows rows;
    private @Nullable FileEncoding encoding;

    PostgresRowCopy(Connection connection) {
        this.connection = connection;
        this.session = new PostgresSession(connection);
        this.rows = new Rows(connection);
    }

    @Override
    public long out(TableName table, List<String> columns, Condition condition, LongConsumer rowsSoFar, OutputStream to)
            throws SQLException, IOException {
        rows.list(EXACT, row -> row.getString(1));
        String query = "SELECT " + TableName.quoted(columns) + " FROM " + TableRows.of(rows, table) + condition.where();
        session.useDatabasePath();
        CopyOut copy = copies().copyOut("COPY (" + query + ") TO STDOUT" + format());
        try {
            // The server sends the header line and each row as separate messages.
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
        session.useCatalogPath();
        long count = copy.getHandledRowCount();
        rowsSoFar.accept(count);
        return count;
    }

    /** Reads a COPY to its end. CopyOut.cancelCopy does not, so that the next statement would receive its messages. */
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
        String sql = "COPY " + table.sql() + " (" + TableName.quoted(columns) + ") FROM STDIN" + format();
        session.useDatabasePath();
        long count = copies().copyIn(sql, from, BLOCK_BYTES);
        session.useCatalogPath();
        return count;
    }

    private String format() throws SQLException {
        return " WITH (FORMAT csv, HEADER true, ENCODING '" + encoding().name() + "')";
    }

    private FileEncoding encoding() throws SQLException {
        if (encoding == null) {
            encoding = FileEncoding.ofDatabase(rows);
        }
        return encoding;
    }

    @Override
    public Map<String, String> settings() throws SQLException {
        Map<String, String> settings = new TreeMap<>(session.settings().values());
        settings.put(PostgresLogin.PATH, rows.one("SHOW " + PostgresLogin.DATABASE_PATH, row -> row.getString(1)));
        settings.put(FileEncoding.SETTING, encoding().name());
        return settings;
    }

    @Override
    public void use(Map<String, String> settings) throws SQLException {
        for (String name : PostgresLogin.MEANING) {
            if (settings.containsKey(name) && !name.equals(PostgresLogin.STRINGS)) {
                rows.one("SELECT set_config(?, ?, true)", row -> row.getString(1), kept(name), settings.get(name));
            }
        }
        session.forgetDatabasePath();
        String name = settings.getOrDefault(FileEncoding.SETTING, FileEncoding.UTF8.name());
        encoding = FileEncoding.named(rows, name);
    }

    /** Returns the name that holds a setting's value while the catalog's search path is in use. */
    private static String kept(String setting) {
        return setting.equals(PostgresLogin.PATH) ? PostgresLogin.DATABASE_PATH : setting;
    }

    /**
     * Returns the columns of each primary key and unique index of a table, the primary key first. Partial indexes and
     * indexes on expressions are excluded, as are PostgreSQL 18's keys WITHOUT OVERLAPS, which compare by more than
     * equality.
     */
    private List<List<String>> uniqueKeys(TableName table) throws SQLException {
        String sql = """
                SELECT ARRAY (SELECT attname FROM unnest(indkey::int2[]) WITH ORDINALITY AS k (attnum, place)
                              JOIN pg_attribute a ON a.attrelid = indrelid AND a.attnum = k.attnum
                              WHERE place <= indnkeyatts ORDER BY place)::text[]
                FROM pg_index JOIN pg_class c ON c.oid = indrelid JOIN pg_namespace n ON n.oid = relnamespace
                WHERE nspname = ? AND relname = ? AND indisunique AND NOT indisexclusion
                  AND indpred IS NULL AND indexprs IS NULL
                ORDER BY indisprimary DESC, indexrelid""";
        return rows.list(sql, row -> Rows.array(row, 1), table.schema(), table.name()).stream()
                .distinct()
                .toList();
    }

    @Override
    public Optional<List<String>> identity(TableName table, Collection<String> changed) throws SQLException {
        String nullable = """
                SELECT attname FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid
                JOIN pg_namespace n ON n.oid = relnamespace
                WHERE nspname = ? AND relname = ? AND attnum > 0 AND NOT attnotnull""";
        List<String> unfit =
                new ArrayList<>(rows.list(nullable, row -> row.getString(1), table.schema(), table.name()));
        unfit.addAll(changed);
        return uniqueKeys(table).stream()
                .filter(key -> key.stream().noneMatch(unfit::contains))
                .findFirst();
    }

    @Override
    public @Nullable String defaultValue(TableName table, String column) throws SQLException {
        Optional<String> found = columnDefault("pg_get_expr(expression, relation)", table, column);
        if (found.isEmpty()) {
            return null;
        }
        return session.withDatabasePath(() -> rows.list("SELECT (" + found.get() + ")::text", row -> row.getString(1))
                .get(0));
    }

    /** Recognises constants by the node names in pg_node_tree, which all supported versions share. */
    @Override
    public boolean hasConstantDefault(TableName table, String column) throws SQLException {
        String constant = """
                NOT EXISTS (SELECT FROM regexp_matches(expression::text, '\\{([A-Z]+)', 'g') AS node
                            WHERE node[1] NOT IN ('CONST', 'FUNCEXPR', 'OPEXPR', 'RELABELTYPE'))
                AND NOT EXISTS (SELECT FROM regexp_matches(expression::text, ':(?:funcid|opfuncid) (\\d+)', 'g') AS called
                                JOIN pg_proc p ON p.oid = called[1]::oid WHERE provolatile <> 'i')
                AND attidentity = ''""";
        return columnDefault(constant, table, column).filter("t"::equals).isPresent();
    }

    /** Returns an expression on the default of a column or of its domain. */
    private Optional<String> columnDefault(String asked, TableName table, String column) throws SQLException {
        String sql = "SELECT " + asked + """
                 FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid JOIN pg_namespace n ON n.oid = relnamespace
                JOIN pg_type t ON t.oid = atttypid LEFT JOIN pg_attrdef d ON adrelid = attrelid AND adnum = attnum
                CROSS JOIN LATERAL (SELECT coalesce(adbin, typdefaultbin),
                                           CASE WHEN adbin IS NULL THEN 0 ELSE adrelid END) AS found (expression, relation)
                WHERE nspname = ? AND relname = ? AND attname = ?""";
        return rows.one(sql, row -> Optional.ofNullable(row.getString(1)), table.schema(), table.name(), column);
    }

    @Override
    public List<List<String>> setBack(RowChange change, List<List<byte @Nullable []>> values, boolean withoutOrphans)
            throws SQLException {
        PostgresSetBack statement = PostgresSetBack.of(change, withoutOrphans, rows, encoding());
        return session.withDatabasePath(() -> statement.execute(rows, values));
    }

    @Override
    public StagedRows stage() throws SQLException {
        return new PostgresStagedRows(rows, session, this, encoding());
    }

    @Override
    public BulkKeyCheck keys() {
        return new PostgresBulkKeyCheck(rows, session);
    }

    @Override
    public List<Right> lackingToAdvance(TableName table, TableName staged) throws SQLException {
        return new PostgresSequences(rows).lackingToAdvance(table, staged);
    }

    @Override
    public void advanceSequences(TableName table) throws SQLException {
        new PostgresSequences(rows).advance(table);
    }

    private CopyManager copies() throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }
}
