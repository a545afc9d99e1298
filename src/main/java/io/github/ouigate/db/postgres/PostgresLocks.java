package io.github.ouigate.db.postgres;

import io.github.ouigate.db.Locks;
import io.github.ouigate.db.Rows;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.io.Resources;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The advisory lock of runs, and table locks. */
record PostgresLocks(Rows rows) implements Locks {
    /** Key of the advisory lock, unique to ouigate: the ASCII codes of "ouigate" and a zero byte. */
    static final long RUNNER_LOCK = 0x6F75696761746500L;

    /** The SQLSTATE lock_not_available (PostgreSQL manual, appendix A). */
    static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final String DEADLOCK_DETECTED = "40P01";
    private static final String QUERY_CANCELED = "57014";
    private static final String SERIALIZATION_FAILURE = "40001";
    private static final Set<String> LOCK_STATES = Set.of(LOCK_NOT_AVAILABLE, DEADLOCK_DETECTED);

    /** The longest wait for a lock while other locks are held. */
    private static final Duration LONGEST_PATIENCE = Duration.ofMillis(50);

    /** The longest wait for ACCESS EXCLUSIVE locks; readers queue behind the request. */
    private static final Duration MOMENT = Duration.ofMillis(10);

    /**
     * The limit for all relations together, as a multiple of the wait for one; at most half of
     * {@code deadlock_timeout}.
     */
    private static final int WAITS_IN_ALL = 5;

    private static final String ONLY = "ONLY ";

    @Override
    public void lockRunner() throws SQLException {
        rows.execute("SELECT pg_advisory_lock(" + RUNNER_LOCK + ")");
    }

    @Override
    public boolean hasRunnerLock() throws SQLException {
        String sql = """
                SELECT EXISTS (SELECT FROM pg_locks
                               WHERE locktype = 'advisory' AND objsubid = 1 AND granted AND pid = pg_backend_pid()
                                 AND (classid::bigint << 32) + objid::bigint = ?)""";
        return rows.one(sql, row -> row.getBoolean(1), RUNNER_LOCK);
    }

    /** A relation of a table family, and whether the role can lock it alone. */
    private record Member(String root, String relation, boolean lockable, Duration tenthOfDeadlockTimeout) {}

    /**
     * Returns each table and each of its children separately. If the role cannot lock a child, the whole family is
     * locked through its root, which requires no privilege on the children.
     */
    @Override
    public LockSet lockSet(List<TableName> tables, Collection<TableName> allowed) throws SQLException {
        List<String> roots = Stream.concat(tables.stream(), allowed.stream())
                .map(TableName::sql)
                .distinct()
                .toList();
        List<Member> members = rows.list(
                PostgresTables.FAMILY + Resources.text(PostgresLocks.class, "lockable.sql"),
                row -> new Member(
                        Rows.table(row, 1).sql(),
                        ONLY + Rows.table(row, 3).sql(),
                        row.getBoolean(5),
                        Duration.ofMillis(row.getLong(6))),
                roots);
        Set<String> relations = new LinkedHashSet<>();
        Set<String> others = new LinkedHashSet<>();
        Duration patience = LONGEST_PATIENCE;
        for (String root : roots) {
            List<Member> family =
                    members.stream().filter(one -> one.root().equals(root)).toList();
            boolean ofTheRun = tables.stream().anyMatch(table -> table.sql().equals(root));
            if (!family.isEmpty() && family.stream().allMatch(Member::lockable)) {
                family.forEach(one -> (ofTheRun ? relations : others).add(one.relation()));
            } else if (ofTheRun) {
                relations.add(root);
            }
            for (Member member : family) {
                patience = member.tenthOfDeadlockTimeout().compareTo(patience) < 0
                        ? member.tenthOfDeadlockTimeout()
                        : patience;
            }
        }
        others.removeAll(relations);
        return new LockSet(List.copyOf(relations), List.copyOf(others), patience);
    }

    /**
     * Locks in EXCLUSIVE mode. Readers continue. Writers, and sessions with row locks, are waited for now instead of
     * during a delete.
     *
     * <p>A session that waits for a lock checks for a deadlock after {@code deadlock_timeout} and is cancelled if it
     * finds one (PostgreSQL manual, 13.3.4). To avoid that in the application, the run holds nothing while it waits for
     * the first relation, and gives up at once if another relation is not free. Afterwards it waits only briefly for
     * any lock. Applications can therefore write in any order.
     */
    @Override
    public void lockTables(
            LockSet set, List<String> order, String first, Set<TableName> accessExclusive, Duration timeout)
            throws SQLException {
        String modes = accessExclusive.isEmpty()
                ? ""
                : "; LOCK TABLE "
                        + accessExclusive.stream()
                                .map(table -> ONLY + table.sql())
                                .collect(Collectors.joining(", "))
                        + " IN ACCESS EXCLUSIVE MODE";
        String onlyFirst = first.startsWith(ONLY) ? first : ONLY + first;
        String sql = "SET LOCAL lock_timeout = " + millis(timeout)
                + "; LOCK TABLE " + onlyFirst + " IN EXCLUSIVE MODE"
                + "; SET LOCAL lock_timeout = " + millis(set.patience())
                + "; SET LOCAL statement_timeout = " + millis(set.patience().multipliedBy(WAITS_IN_ALL))
                + "; LOCK TABLE " + String.join(", ", order) + " IN EXCLUSIVE MODE"
                + modes
                + "; SET LOCAL statement_timeout = 0";
        try {
            rows.execute(sql);
        } catch (SQLException e) {
            throw asLocked(e);
        }
    }

    /** Reports a timeout over all relations as a lock that is not available. */
    private static SQLException asLocked(SQLException failure) {
        return QUERY_CANCELED.equals(failure.getSQLState())
                ? new SQLException("the tables could not be locked together", LOCK_NOT_AVAILABLE, failure)
                : failure;
    }

    private static long millis(Duration time) {
        return Math.max(1, time.toMillis());
    }

    /**
     * Waits only briefly, and not at all if a session that uses the tables waits itself. It could wait for this
     * session, and the server would cancel one of them in a deadlock. NOWAIT is not sufficient: up to PostgreSQL 16 it
     * fails if a writer waits that this session could overtake.
     */
    @Override
    public void shutReadersOut(Collection<TableName> tables) throws SQLException {
        Savepoint before = rows.connection().setSavepoint();
        try {
            if (isUsedByWaitingSession(tables)) {
                throw new SQLException("a session that uses the tables waits for a lock", LOCK_NOT_AVAILABLE);
            }
            String timeouts = rows.one(
                    "SELECT format('SET LOCAL lock_timeout = %L; SET LOCAL statement_timeout = %L',"
                            + " current_setting('lock_timeout'), current_setting('statement_timeout'))",
                    row -> row.getString(1));
            rows.execute(
                    "SET LOCAL lock_timeout = " + MOMENT.toMillis() + "; SET LOCAL statement_timeout = "
                            + MOMENT.multipliedBy(WAITS_IN_ALL).toMillis(),
                    "LOCK TABLE ONLY " + String.join(", ONLY ", PostgresTables.sql(tables))
                            + " IN ACCESS EXCLUSIVE MODE; " + timeouts);
        } catch (SQLException e) {
            rows.connection().rollback(before);
            throw asLocked(e);
        } finally {
            rows.connection().releaseSavepoint(before);
        }
    }

    private boolean isUsedByWaitingSession(Collection<TableName> tables) throws SQLException {
        String sql = """
                SELECT EXISTS (SELECT FROM pg_locks
                               WHERE pid IN (SELECT pid FROM pg_locks WHERE NOT granted)
                                 AND granted AND relation IN (SELECT unnest(?::regclass[]))
                                 AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))""";
        return rows.one(sql, row -> row.getBoolean(1), PostgresTables.sql(tables));
    }

    @Override
    public Optional<String> lockedRelation(LockSet set) throws SQLException {
        List<String> relations = set.orders().get(0);
        List<String> names = relations.stream()
                .map(relation -> relation.startsWith(ONLY) ? relation.substring(ONLY.length()) : relation)
                .toList();
        String sql = """
                SELECT place FROM unnest(?::pg_catalog.regclass[]) WITH ORDINALITY AS t (oid, place)
                WHERE EXISTS (SELECT FROM pg_catalog.pg_locks
                              WHERE relation = t.oid AND locktype = 'relation' AND granted
                                AND pid IS DISTINCT FROM pg_catalog.pg_backend_pid()
                                AND mode NOT IN ('AccessShareLock', 'SIReadLock'))
                ORDER BY place LIMIT 1""";
        return rows.list(sql, row -> relations.get(row.getInt(1) - 1), names).stream()
                .findFirst();
    }

    @Override
    public boolean isLockedByAnother(SQLException failure) {
        return failure.getSQLState() != null && LOCK_STATES.contains(failure.getSQLState());
    }

    @Override
    public boolean isChangedSinceSnapshot(SQLException failure) {
        return SERIALIZATION_FAILURE.equals(failure.getSQLState());
    }
}
