package io.github.ouigate.target;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Collection;
import java.util.stream.Collectors;

/** Indexes that come and go within one transaction. */
final class PostgresLocalIndexes {
    /** What sorting a row takes, with a key of two dozen bytes; measured with trace_sort. */
    private static final long BYTES_PER_ROW = 64;

    /** As much as the server may be asked for unasked: beyond that it sorts on the disk, which costs little. */
    private static final long MOST_BYTES = 512L << 20;

    /** The server takes fewer if the table is small or its memory short (PostgreSQL manual, CREATE INDEX). */
    private static final int MOST_WORKERS = 4;

    private final Connection connection;

    PostgresLocalIndexes(Connection connection) {
        this.connection = connection;
    }

    void create(String name, LocalIndex index) throws SQLException {
        long kilobytes = Math.min(index.rows() * BYTES_PER_ROW, MOST_BYTES) >> 10;
        PostgresDialect.execute(
                connection,
                atLeast("maintenance_work_mem", kilobytes),
                atLeast("max_parallel_maintenance_workers", MOST_WORKERS),
                "CREATE INDEX " + TableName.quote(name) + " ON ONLY "
                        + index.table().sql() + " (" + TableName.quoted(index.columns()) + ")");
    }

    /** Raises a setting for the rest of the transaction, if it is lower. */
    private static String atLeast(String setting, long value) {
        return "SELECT set_config(name, " + value + "::text, true) FROM pg_settings WHERE name = '" + setting
                + "' AND setting::bigint < " + value;
    }

    /** Does not wait: a session that reads the table may itself wait for this one, and would be the deadlock's victim. */
    void shutReadersOut(Collection<TableName> tables) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            PostgresDialect.execute(
                    connection,
                    "LOCK TABLE ONLY " + tables.stream().map(TableName::sql).collect(Collectors.joining(", ONLY "))
                            + " IN ACCESS EXCLUSIVE MODE NOWAIT");
        } catch (SQLException e) {
            connection.rollback(before);
            throw e;
        }
    }

    void drop(String name, LocalIndex index) throws SQLException {
        PostgresDialect.execute(
                connection, "DROP INDEX " + new TableName(index.table().schema(), name).sql());
    }
}
