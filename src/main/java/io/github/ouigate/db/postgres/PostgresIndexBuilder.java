package io.github.ouigate.db.postgres;

import io.github.ouigate.db.Rows;
import io.github.ouigate.db.key.IndexBuilder;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.db.schema.TemporaryIndex;
import java.sql.Connection;
import java.sql.SQLException;

/** Creates and drops indexes in one transaction. */
final class PostgresIndexBuilder implements IndexBuilder {
    /** The memory for sorting one row with a key of about 24 bytes, measured with trace_sort. */
    private static final long BYTES_PER_ROW = 64;

    /** The limit of maintenance_work_mem. Larger sorts spill to disk at little cost. */
    private static final long MOST_BYTES = 512L << 20;

    /**
     * The requested parallel workers; the server uses fewer for small tables or little memory (manual, CREATE INDEX).
     */
    private static final int MOST_WORKERS = 4;

    private final Connection connection;
    private final Rows rows;

    PostgresIndexBuilder(Connection connection) {
        this.connection = connection;
        this.rows = new Rows(connection);
    }

    @Override
    public void create(String name, TemporaryIndex index) throws SQLException {
        long kilobytes = Math.min(index.rows() * BYTES_PER_ROW, MOST_BYTES) >> 10;
        rows.execute(
                atLeast("maintenance_work_mem", "pg_size_bytes(%s) / 1024", kilobytes),
                atLeast("max_parallel_maintenance_workers", "%s::bigint", MOST_WORKERS));
        define("CREATE INDEX " + TableName.quote(name) + " ON ONLY "
                + index.table().sql() + " (" + TableName.quoted(index.columns()) + ")");
    }

    /**
     * An index that omits older versions of HOT-updated rows must not be used by transactions that may see them. Until
     * the commit, this includes the transaction that created it (src/backend/access/heap/README.HOT of PostgreSQL).
     */
    @Override
    public boolean isUsed(String name, TemporaryIndex index) throws SQLException {
        return rows.one(
                "SELECT NOT indcheckxmin FROM pg_catalog.pg_index WHERE indexrelid = ?::pg_catalog.regclass",
                row -> row.getBoolean(1),
                new TableName(index.table().schema(), name).sql());
    }

    /** Returns a query that raises a numeric setting to at least {@code value} for the rest of the transaction. */
    private static String atLeast(String setting, String number, long value) {
        return "SELECT set_config('" + setting + "', '" + value + "', true) WHERE "
                + number.formatted("current_setting('" + setting + "')") + " < " + value;
    }

    @Override
    public void drop(String name, TemporaryIndex index) throws SQLException {
        define("DROP INDEX " + new TableName(index.table().schema(), name).sql());
    }

    /** Executes DDL with the users' search path, since event triggers may fire. */
    private void define(String sql) throws SQLException {
        new PostgresSession(connection).executeUnderDatabasePath(sql);
    }
}
