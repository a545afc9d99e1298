package io.github.ouigate.db.postgres;

import io.github.ouigate.db.Locks;
import io.github.ouigate.db.Rows;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.io.Resources;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** An advisory lock between runs, and table locks. */
final class PostgresLocks implements Locks {
    /** Key of the advisory lock, unique to ouigate: the ASCII codes of "ouigate" and a zero byte. */
    static final long RUNNER_LOCK = 0x6F75696761746500L;

    /** PostgreSQL manual, appendix A. */
    static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final String DEADLOCK_DETECTED = "40P01";
    private static final String QUERY_CANCELED = "57014";
    private static final String SERIALIZATION_FAILURE = "40001";
    private static final Set<String> LOCK_STATES = Set.of(LOCK_NOT_AVAILABLE, DEADLOCK_DETECTED);

    /** Enough for the sessions that are not stopped by the tables that are held. */
    private static final Duration LONGEST_PATIENCE = Duration.ofMillis(50);

    /** How many times as long all relations together may be waited for: still half of {@code deadlock_timeout}. */
    private static final int WAITS_IN_ALL = 5;

    private static final String ONLY = "ONLY ";

    private final Rows rows;

    PostgresLocks(Connection connection) {
        this.rows = new Rows(connection);
    }

    @Override
    public void lockRunner() throws SQLException {
        rows.execute("SELECT pg_advisory_lock(" + RUNNER_LOCK + ")");
    }

    /**
     * Returns each table and each of its children by itself. A table whose children the role may not lock is locked with
     * all of them by its own name, which needs no right on them.
     */
    @Override
    public LockSet lockSet(List<TableName> tables, Collection<TableName> besides) throws SQLException {
        Duration tenthOfDeadlockTimeout = rows.one(
                "SELECT setting::bigint / 10 FROM pg_catalog.pg_settings WHERE name = 'deadlock_timeout'",
                row -> Duration.ofMillis(row.getLong(1)));
        List<String> relations = new ArrayList<>();
        for (TableName table : tables) {
            List<String> family = lockable(table);
            relations.addAll(family.isEmpty() ? List.of(table.sql()) : family);
        }
        for (TableName table : besides) {
            lockable(table).stream()
                    .filter(relation -> !relations.contains(relation))
                    .forEach(relations::add);
        }
        return new LockSet(
                relations,
                tenthOfDeadlockTimeout.compareTo(LONGEST_PATIENCE) < 0 ? tenthOfDeadlockTimeout : LONGEST_PATIENCE);
    }

    /** Returns a table and its children; none if the role may not lock one of them. */
    private List<String> lockable(TableName table) throws SQLException {
        List<Optional<String>> family = rows.list(
                PostgresTables.FAMILY + Resources.text(PostgresLocks.class, "lockable.sql"),
                row -> row.getBoolean(3) ? Optional.of(ONLY + Rows.table(row, 1).sql()) : Optional.empty(),
                List.of(table.sql()));
        return family.stream().allMatch(Optional::isPresent)
                ? family.stream().map(Optional::orElseThrow).toList()
                : List.of();
    }

    /**
     * Locks in EXCLUSIVE mode: readers go on, and whoever writes, or has locked rows for that, is waited for now, not in
     * the middle of a delete.
     *
     * <p>A session that waits for a lock looks for a deadlock after {@code deadlock_timeout}, and gives up if it finds one
     * (PostgreSQL manual, 13.3.4). So that it is never the application's, nothing is held while one relation is waited
     * for, and what is held then is given up at once where another relation is not free. From then on, the run waits for
     * no lock for longer than a moment: applications can write in any order.
     */
    @Override
    public void lockTables(LockSet set, String first, Set<TableName> alone, Duration timeout) throws SQLException {
        String modes = alone.isEmpty()
                ? ""
                : "; LOCK TABLE "
                        + alone.stream().map(table -> ONLY + table.sql()).collect(Collectors.joining(", "))
                        + " IN ACCESS EXCLUSIVE MODE";
        String firstAlone = first.startsWith(ONLY) ? first : ONLY + first;
        String sql = "SET LOCAL lock_timeout = " + millis(timeout)
                + "; LOCK TABLE " + firstAlone + " IN EXCLUSIVE MODE"
                + "; SET LOCAL lock_timeout = " + millis(set.patience())
                + "; SET LOCAL statement_timeout = " + millis(set.patience().multipliedBy(WAITS_IN_ALL))
                + "; LOCK TABLE " + String.join(", ", set.relations()) + " IN EXCLUSIVE MODE"
                + modes
                + "; SET LOCAL statement_timeout = 0";
        try {
            rows.execute(sql);
        } catch (SQLException e) {
            if (QUERY_CANCELED.equals(e.getSQLState())) {
                throw new SQLException("the tables were not free together", LOCK_NOT_AVAILABLE, e);
            }
            throw e;
        }
    }

    private static long millis(Duration time) {
        return Math.max(1, time.toMillis());
    }

    @Override
    public Optional<String> lockedRelation(LockSet set) throws SQLException {
        List<String> names = set.relations().stream()
                .map(relation -> relation.startsWith(ONLY) ? relation.substring(ONLY.length()) : relation)
                .toList();
        String sql = """
                SELECT place FROM unnest(?::pg_catalog.regclass[]) WITH ORDINALITY AS t (oid, place)
                WHERE EXISTS (SELECT FROM pg_catalog.pg_locks
                              WHERE relation = t.oid AND locktype = 'relation' AND granted
                                AND pid IS DISTINCT FROM pg_catalog.pg_backend_pid()
                                AND mode NOT IN ('AccessShareLock', 'SIReadLock'))
                ORDER BY place LIMIT 1""";
        return rows.list(sql, row -> set.relations().get(row.getInt(1) - 1), names).stream()
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
