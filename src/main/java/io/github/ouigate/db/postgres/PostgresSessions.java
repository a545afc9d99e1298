package io.github.ouigate.db.postgres;

import io.github.ouigate.db.Rows;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.db.session.HeldSnapshot;
import io.github.ouigate.db.session.OtherSession;
import io.github.ouigate.db.session.RunSession;
import io.github.ouigate.db.session.Sessions;
import io.github.ouigate.db.session.StatementText;
import io.github.ouigate.io.Resources;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The other sessions of a PostgreSQL server, and prepared transactions. */
record PostgresSessions(Rows rows, DeniedReads denied) implements Sessions {
    /**
     * The beginning of a session's statement; NULL if the role cannot see it. In SQL_ASCII, it can be in any encoding,
     * and the server may cut it off within a character.
     */
    private static final String QUERY = """
            regexp_replace(ltrim(regexp_replace(
                               regexp_replace(nullif(a.query, '<insufficient privilege>'),
                                              CASE getdatabaseencoding() WHEN 'SQL_ASCII' THEN '[^\\x01-\\x7f]' ELSE '.^' END,
                                              '?', 'g'), '\\s+', ' ', 'g')),
                           '^(.{60}).+', '\\1...')""";

    /**
     * The columns of a session, from pg_stat_activity as a, and of a prepared transaction, from pg_prepared_xacts as p.
     */
    private static final String SESSION = """
            coalesce(a.usename, p.owner, ''),
            coalesce(nullif(a.application_name, ''), a.backend_type,
                     CASE WHEN p.gid IS NOT NULL THEN 'prepared transaction' END, '?'),
            (extract(epoch FROM clock_timestamp() - coalesce(a.xact_start, p.prepared)) * 1000)::bigint,
            coalesce(%s, p.gid, '?')""".formatted(QUERY);

    private static final String LOCKED = """
            SELECT DISTINCT nspname, relname
            FROM pg_locks JOIN pg_class c ON c.oid = relation JOIN pg_namespace n ON n.oid = relnamespace
            WHERE pid = ? AND granted AND locktype = 'relation' AND relkind IN ('r', 'p')
              AND mode IN ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
            ORDER BY 1, 2""";

    /** Selects the lock of {@link PostgresLocks#lockRunner} in pg_locks as l. */
    private static final String RUNNER = """
            l.locktype = 'advisory' AND l.objsubid = 1 AND l.granted
            AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            AND (l.classid::bigint << 32) + l.objid::bigint = ?""";

    /** If the role sees only locks, the advisory lock identifies a run; if it sees none, a run is assumed. */
    @Override
    public boolean isConnected(String sessionName) throws SQLException {
        if (denied.hasView("pg_locks")) {
            return true;
        }
        if (denied.hasView("pg_stat_activity")) {
            return isAnotherRunning();
        }
        String sql = "SELECT 1 FROM pg_stat_activity WHERE application_name = ? AND pid <> pg_backend_pid()";
        return !rows.list(sql, row -> 1, sessionName).isEmpty();
    }

    private boolean isAnotherRunning() throws SQLException {
        String sql = "SELECT 1 FROM pg_locks l WHERE l.pid <> pg_backend_pid() AND " + RUNNER;
        return !rows.list(sql, row -> 1, PostgresLocks.RUNNER_LOCK).isEmpty();
    }

    @Override
    public List<OtherSession> lockers(Collection<TableName> tables) throws SQLException {
        return lockers(tables, List.of("AccessShareLock", "SIReadLock"));
    }

    @Override
    public List<OtherSession> users(Collection<TableName> tables) throws SQLException {
        return lockers(tables, List.of("SIReadLock"));
    }

    /**
     * Returns the sessions that hold or request a lock, in another mode than {@code ignored}, on a table of a family. A
     * prepared transaction keeps the virtual transaction ID of its session; its lock on its own transaction ID
     * identifies it.
     */
    private List<OtherSession> lockers(Collection<TableName> tables, List<String> ignored) throws SQLException {
        clearSnapshot();
        String sql = PostgresTables.FAMILY + "SELECT coalesce(lock.pid, 0), " + SESSION + """
                , n.nspname, c.relname, modes, granted
                FROM (SELECT pid, virtualtransaction, root, string_agg(DISTINCT mode, ', ') AS modes,
                             bool_and(granted) AS granted
                      FROM pg_locks JOIN family ON family.oid = relation
                      WHERE locktype = 'relation' AND pid IS DISTINCT FROM pg_backend_pid()
                        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                        AND mode <> ALL (?)
                      GROUP BY 1, 2, 3) AS lock
                JOIN pg_class c ON c.oid = root JOIN pg_namespace n ON n.oid = c.relnamespace
                LEFT JOIN pg_stat_activity a ON a.pid = lock.pid
                LEFT JOIN pg_prepared_xacts p ON lock.pid IS NULL AND p.transaction IN (
                    SELECT transactionid FROM pg_locks own
                    WHERE own.pid IS NULL AND own.virtualtransaction = lock.virtualtransaction)
                WHERE lock.pid IS NOT NULL OR p.gid IS NOT NULL
                ORDER BY 4 DESC NULLS LAST""";
        return rows.list(
                denied.without(sql),
                row -> session(row, new OtherSession.Lock(Rows.table(row, 6), row.getString(8), row.getBoolean(9))),
                PostgresTables.sql(tables),
                ignored);
    }

    @Override
    public List<OtherSession> runners() throws SQLException {
        clearSnapshot();
        String sql = "SELECT l.pid, " + SESSION + """

                FROM pg_locks l LEFT JOIN pg_stat_activity a USING (pid) LEFT JOIN pg_prepared_xacts p ON false
                WHERE
                """ + RUNNER;
        return rows.list(denied.without(sql), row -> session(row, null), PostgresLocks.RUNNER_LOCK);
    }

    /** Compares the ages of transaction IDs, the numbers of IDs assigned since. */
    @Override
    public List<OtherSession> olderSnapshots() throws SQLException {
        clearSnapshot();
        String sql = "SELECT coalesce(a.pid, 0), " + SESSION + """

                FROM pg_stat_activity a
                FULL JOIN pg_prepared_xacts p ON p.transaction = a.backend_xid
                CROSS JOIN LATERAL (
                    SELECT greatest(age(a.backend_xmin), age(a.backend_xid), age(p.transaction)) AS age) AS other
                WHERE (coalesce(a.datname, p.database) = current_database() OR a.backend_type = 'walsender')
                  AND a.pid IS DISTINCT FROM pg_backend_pid()
                  AND other.age >= (SELECT greatest(age(own.backend_xmin), 1) FROM pg_stat_activity own
                                    WHERE own.pid = pg_backend_pid())
                ORDER BY other.age DESC""";
        return rows.list(denied.without(sql), row -> session(row, null));
    }

    /** Identifies other roles' transactions by virtual ID, since their start is not visible. */
    @Override
    public List<HeldSnapshot> heldSnapshots() throws SQLException {
        clearSnapshot();
        String sql =
                Resources.text(PostgresSessions.class, "held-snapshots.sql").formatted(SESSION);
        return rows.list(denied.without(sql), row -> {
            String slot = row.getString(7);
            return new HeldSnapshot(
                    row.getString(6),
                    slot == null ? session(row, null) : null,
                    slot == null ? "" : slot,
                    row.getBoolean(8));
        });
    }

    @Override
    public List<OtherSession> openFor(Duration age) throws SQLException {
        String sql = "SELECT coalesce(a.pid, 0), " + SESSION + """

                FROM pg_stat_activity a FULL JOIN pg_prepared_xacts p ON p.transaction = a.backend_xid
                WHERE coalesce(a.datname, p.database) = current_database() AND a.pid IS DISTINCT FROM pg_backend_pid()
                  AND coalesce(a.backend_type, 'client backend') = 'client backend'
                  AND coalesce(a.xact_start, p.prepared) < clock_timestamp() - make_interval(secs => ?)
                ORDER BY 4 DESC NULLS LAST""";
        return rows.list(denied.without(sql), row -> session(row, null), (double) age.toMillis() / 1000);
    }

    /** Requires no privilege: every role sees the names, roles and locks of other sessions. */
    @Override
    public Optional<List<RunSession>> runSessions(String prefix) throws SQLException {
        if (denied.hasView("pg_stat_activity")) {
            return Optional.empty();
        }
        clearSnapshot();
        // Parallel workers have the application name of their session and started later.
        String sql = """
                SELECT DISTINCT ON (application_name) pid, application_name, coalesce(usename, ''),
                       CASE WHEN state IS NOT NULL THEN coalesce(host(client_addr), 'local') END,
                       %s, state, %s, %s, %s
                FROM pg_stat_activity a
                WHERE datname = current_database() AND starts_with(application_name, ?) AND pid <> pg_backend_pid()
                ORDER BY application_name, backend_start, pid""".formatted(
                        millisSince("backend_start"), millisSince("state_change"), millisSince("xact_start"), QUERY);
        return Optional.of(rows.list(sql, this::run, prefix));
    }

    private static String millisSince(String moment) {
        return "(extract(epoch FROM clock_timestamp() - " + moment + ") * 1000)::bigint";
    }

    private RunSession run(ResultSet row) throws SQLException {
        long pid = row.getLong(1);
        List<RunSession.Blocker> blockers = blockers(pid);
        return new RunSession(
                pid,
                row.getString(2),
                row.getString(3),
                row.getString(4),
                duration(row, 5),
                blockers.isEmpty() ? activity(row.getString(6)) : RunSession.Activity.WAITING,
                duration(row, 7),
                duration(row, 8),
                masked(row.getString(9)),
                rows.list(denied.without(LOCKED), table -> Rows.table(table, 1), pid),
                blockers);
    }

    private static RunSession.Activity activity(@Nullable String state) {
        if (state == null) {
            return RunSession.Activity.UNKNOWN;
        }
        return switch (state) {
            case "active" -> RunSession.Activity.WORKING;
            case "idle", "idle in transaction", "idle in transaction (aborted)" -> RunSession.Activity.IDLE;
            default -> RunSession.Activity.UNKNOWN;
        };
    }

    /** Follows the wait graph. For a prepared transaction, pg_blocking_pids contains 0 and does not identify it. */
    private List<RunSession.Blocker> blockers(long pid) throws SQLException {
        clearSnapshot();
        String sql = Resources.text(PostgresSessions.class, "blockers.sql").formatted(SESSION);
        return rows.list(
                denied.without(sql), row -> new RunSession.Blocker(session(row, null), row.getBoolean(6)), pid);
    }

    /**
     * Discards the statistics snapshot: pg_stat_activity is constant in a transaction (manual, 28.2.2), pg_locks is
     * not.
     */
    private void clearSnapshot() throws SQLException {
        rows.one(denied.without("SELECT pg_stat_clear_snapshot()"), row -> true);
    }

    private static Optional<Duration> duration(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, Long.class)).map(Duration::ofMillis);
    }

    private static @Nullable String masked(@Nullable String statement) {
        return statement == null ? null : StatementText.of(statement).masked();
    }

    private static OtherSession session(ResultSet row, OtherSession.@Nullable Lock lock) throws SQLException {
        long pid = row.getLong(1);
        String query = row.getString(5); // of a prepared transaction: its name
        return new OtherSession(
                pid,
                row.getString(2),
                row.getString(3),
                duration(row, 4),
                pid == 0 ? query : StatementText.of(query).masked(),
                lock);
    }
}
