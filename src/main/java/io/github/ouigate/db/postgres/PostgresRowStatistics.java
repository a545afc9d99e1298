package io.github.ouigate.db.postgres;

import io.github.ouigate.db.RowStatistics;
import io.github.ouigate.db.Rows;
import io.github.ouigate.db.SessionControl;
import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.io.Resources;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Row counts and digests of PostgreSQL tables. */
final class PostgresRowStatistics implements RowStatistics {
    /** The number of transaction IDs before wraparound. */
    private static final long EPOCH = 1L << 32;

    /** Half of the transaction IDs: the range in which an ID can be assigned to an epoch. */
    private static final long HALF = 1L << 31;

    /**
     * A digest of row versions: each has its own location and the ID of the transaction or subtransaction that wrote
     * it.
     */
    private static final String VERSIONS =
            "pg_catalog.sum(pg_catalog.hashtextextended(CAST(ROW(tableoid, ctid, xmin) AS pg_catalog.text), 0))";

    /**
     * Selects rows that the transaction has not written. Rows of its subtransactions are new versions and differ
     * anyway.
     */
    private static final Condition UNWRITTEN = new Condition(
            "xmin OPERATOR(pg_catalog.<>) CAST(pg_catalog.pg_current_xact_id_if_assigned() AS pg_catalog.xid)");

    private final SessionControl session;
    private final Rows rows;
    private final DeniedReads denied;

    PostgresRowStatistics(Connection connection, DeniedReads denied) {
        this.session = new PostgresSession(connection);
        this.rows = new Rows(connection);
        this.denied = denied;
    }

    @Override
    public long count(TableName table, Condition condition) throws SQLException {
        String sql = "SELECT count(*) FROM " + table.sql() + condition.where();
        return condition.sql() == null
                ? rows.one(sql, row -> row.getLong(1)) // calls no user-defined function
                : session.withDatabasePath(() -> rows.one(sql, row -> row.getLong(1)));
    }

    @Override
    public RowDigest digestOfKept(TableName table, Condition deleted, Condition changed) throws SQLException {
        return digest(table, deleted.negated(), changed.negated());
    }

    @Override
    public RowDigest digestOfUnwritten(TableName table) throws SQLException {
        return digest(table, Condition.NONE, UNWRITTEN);
    }

    @Override
    public RowDigest digestOfContents(TableName table, Condition condition) throws SQLException {
        String sql = "SELECT pg_catalog.count(*), coalesce(pg_catalog.sum(pg_catalog.hashtextextended("
                + "CAST(ROW(contents.*) AS pg_catalog.text), 0)), 0) FROM " + table.sql() + " AS contents"
                + condition.where();
        return rows.one(sql, row -> new RowDigest(row.getLong(1), row.getString(2)));
    }

    private RowDigest digest(TableName table, Condition counted, Condition recognised) throws SQLException {
        String sql = "SELECT pg_catalog.count(*), coalesce(" + VERSIONS + " FILTER (" + recognised.where()
                + "), 0) FROM " + table.sql() + counted.where();
        return session.withDatabasePath(() -> rows.one(sql, row -> new RowDigest(row.getLong(1), row.getString(2))));
    }

    @Override
    public Map<TableName, Long> rowsByTable(TableName table, Condition condition) throws SQLException {
        String sql = "SELECT tableoid, count(*) FROM " + table.sql() + condition.where() + "GROUP BY 1";
        Map<Long, Long> byOid = new HashMap<>();
        session.withDatabasePath(() -> rows.list(sql, row -> byOid.put(row.getLong(1), row.getLong(2))));
        Map<TableName, Long> counted = new TreeMap<>();
        rows.list(
                "SELECT nspname, relname, c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
                        + " WHERE c.oid = ANY (?::oid[])",
                row -> counted.put(Rows.table(row, 1), byOid.getOrDefault(row.getLong(3), 0L)),
                byOid.keySet().stream().map(String::valueOf).toList());
        return counted;
    }

    /**
     * The system column xmin has the low 32 bits of a transaction ID (PostgreSQL manual, 5.6). No visible row is newer
     * than the current snapshot, which supplies the high bits. IDs below 3 are older than any transaction. An ID
     * between the oldest open transaction and the snapshot's end can belong to a subtransaction, which the snapshot
     * does not list; its state is unknown. A row older than 2^32 transactions can appear newer than it is.
     */
    @Override
    public Optional<RowAges> rowAges(TableName table, Condition condition, String snapshot) throws SQLException {
        String bounds = """
                SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint,
                       least(pg_snapshot_xmax(s)::text::bigint,
                             (SELECT min(open::text::bigint) FROM pg_snapshot_xip(s) AS open)),
                       pg_snapshot_xmax(s)::text::bigint
                FROM (SELECT ?::pg_snapshot) AS run (s)""";
        long[] ends = rows.one(bounds, row -> new long[] {row.getLong(1), row.getLong(2), row.getLong(3)}, snapshot);
        long now = ends[0];
        long firstOpen = ends[1];
        long end = ends[2];
        if (now - firstOpen >= HALF) {
            return Optional.empty();
        }
        long epoch = now / EPOCH * EPOCH;
        String sql = """
                SELECT count(*) FILTER (WHERE xid < %d), count(*) FILTER (WHERE xid >= %d AND xid < %d),
                       count(*) FILTER (WHERE xid >= %d)
                FROM (SELECT CASE WHEN low < 3 THEN 0 WHEN low < %d THEN low + %d ELSE low + %d END AS xid
                      FROM (SELECT xmin::text::bigint AS low FROM %s%s) AS selected) AS numbered""".formatted(
                firstOpen, firstOpen, end, end, now - epoch, epoch, epoch - EPOCH, table.sql(), condition.where());
        return Optional.of(session.withDatabasePath(
                () -> rows.one(sql, row -> new RowAges(row.getLong(1), row.getLong(2), row.getLong(3)))));
    }

    @Override
    public Map<TableName, OptionalLong> estimates(Collection<String> schemas) throws SQLException {
        String sql = """
                WITH leaf (oid, root) AS (
                    SELECT oid, oid FROM pg_class WHERE relkind = 'r' AND NOT relispartition
                    UNION ALL
                    SELECT tree.relid, p.oid FROM pg_class p CROSS JOIN LATERAL pg_partition_tree(p.oid) AS tree
                    WHERE p.relkind = 'p' AND NOT p.relispartition)
                SELECT nspname, c.relname,
                       sum(nullif(greatest(l.reltuples, nullif(pg_stat_get_live_tuples(l.oid), 0)), -1))::bigint
                FROM pg_namespace n JOIN pg_class c ON n.oid = c.relnamespace
                JOIN leaf ON root = c.oid JOIN pg_class l ON l.oid = leaf.oid
                WHERE nspname = ANY (?) GROUP BY 1, 2""";
        Map<TableName, OptionalLong> estimates = new TreeMap<>();
        rows.list(
                denied.without(sql),
                row -> estimates.put(Rows.table(row, 1), known(row.getObject(3, Long.class))),
                schemas);
        return estimates;
    }

    @Override
    public OptionalLong storedBytes(TableName table, long count) throws SQLException {
        String sql = PostgresTables.FAMILY + Resources.text(PostgresRowStatistics.class, "stored-bytes.sql");
        return rows.one(sql, row -> known(row.getObject(1, Long.class)), PostgresTables.sql(List.of(table)), count);
    }

    private static OptionalLong known(@Nullable Long rows) {
        return rows == null ? OptionalLong.empty() : OptionalLong.of(rows);
    }
}
