package io.github.ouigate.db.postgres;

import io.github.ouigate.db.IndexBuilder;
import io.github.ouigate.db.Rows;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.db.schema.TemporaryIndex;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.Collection;

/** Creates and drops indexes within one transaction. */
final class PostgresIndexBuilder implements IndexBuilder {
    /** What sorting a row takes, with a key of two dozen bytes; measured with trace_sort. */
    private static final long BYTES_PER_ROW = 64;

    /** As much as the server may be asked for unasked: beyond that it sorts on the disk, which costs little. */
    private static final long MOST_BYTES = 512L << 20;

    /** The server takes fewer if the table is small or its memory short (PostgreSQL manual, CREATE INDEX). */
    private static final int MOST_WORKERS = 4;

    /** Readers queue up behind whoever waits to shut them out. */
    private static final Duration MOMENT = Duration.ofMillis(10);

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
     * An index without the older versions of rows that were updated in place must not be used by transactions that may see
     * those; up to the commit, one that has made it counts as such (src/backend/access/heap/README.HOT of PostgreSQL).
     */
    @Override
    public boolean isUsed(String name, TemporaryIndex index) throws SQLException {
        return rows.one(
                "SELECT NOT indcheckxmin FROM pg_catalog.pg_index WHERE indexrelid = ?::pg_catalog.regclass",
                row -> row.getBoolean(1),
                new TableName(index.table().schema(), name).sql());
    }

    /** Raises a setting for the rest of the transaction, if its number is lower. */
    private static String atLeast(String setting, String number, long value) {
        return "SELECT set_config('" + setting + "', '" + value + "', true) WHERE "
                + number.formatted("current_setting('" + setting + "')") + " < " + value;
    }

    /**
     * Waits for moments only, and not at all where a session that uses the tables waits itself: it could be for this one,
     * and the server would break it off as the victim of a deadlock. (NOWAIT would not do: up to PostgreSQL 16 it gives up
     * wherever a writer waits, who would be overtaken.)
     */
    @Override
    public void shutReadersOut(Collection<TableName> tables) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            if (isUsedBySomebodyWhoWaits(tables)) {
                throw new SQLException(
                        "a session that uses the tables waits for a lock", PostgresLocks.LOCK_NOT_AVAILABLE);
            }
            String timeout = rows.one("SELECT current_setting('lock_timeout')", row -> row.getString(1));
            rows.execute(
                    "SET LOCAL lock_timeout = " + MOMENT.toMillis(),
                    "LOCK TABLE ONLY " + String.join(", ONLY ", PostgresTables.sql(tables))
                            + " IN ACCESS EXCLUSIVE MODE",
                    "SET LOCAL lock_timeout = '" + timeout + "'");
        } catch (SQLException e) {
            connection.rollback(before);
            throw e;
        }
    }

    private boolean isUsedBySomebodyWhoWaits(Collection<TableName> tables) throws SQLException {
        String sql = """
                SELECT EXISTS (SELECT FROM pg_locks used JOIN pg_locks awaited USING (pid)
                               WHERE used.relation = ANY (?::regclass[]) AND used.granted AND NOT awaited.granted
                                 AND used.database = (SELECT oid FROM pg_database WHERE datname = current_database()))""";
        return rows.one(sql, row -> row.getBoolean(1), PostgresTables.sql(tables));
    }

    @Override
    public void drop(String name, TemporaryIndex index) throws SQLException {
        define("DROP INDEX " + new TableName(index.table().schema(), name).sql());
    }

    /** An event trigger may fire. */
    private void define(String sql) throws SQLException {
        new PostgresSession(connection).executeUnderDatabasePath(sql);
    }
}
