package io.github.ouigate.run.lock;

import io.github.ouigate.db.Locks;
import io.github.ouigate.db.Locks.LockSet;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.run.RunContext;
import io.github.ouigate.run.progress.Step;
import io.github.ouigate.time.Deadline;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Begins the transaction of a run by locking all tables that it will write to. It holds no lock while it waits. Each
 * try is a transaction, and the one that gets all locks becomes the run's.
 *
 * @param oneSnapshot whether all statements of the run use one snapshot, taken after all locks
 */
public record TableLocker(RunContext run, boolean oneSnapshot) {
    /** The pause between two tries, during which blocked sessions proceed. */
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(20);

    /**
     * Locks the tables. Nothing may have been written since the last commit.
     *
     * @param tables parents first
     * @param allowed names, as {@code schema.table}, of further tables to lock if they exist and the role has the
     *     privilege
     * @param accessExclusive the tables to lock against readers too
     * @throws SQLException recognised by {@link Locks#isLockedByAnother}, if another session holds a lock beyond the
     *     lock timeout
     */
    public void lock(List<TableName> tables, Collection<String> allowed, Set<TableName> accessExclusive)
            throws SQLException {
        LockSet set = locks().lockSet(tables, named(allowed));
        run.connection().begin();
        run.reached(Step.LOCKING);
        run.timeLimit().start();
        Deadline deadline = Deadline.in(run.settings().lockTimeout());
        List<List<String>> orders = set.orders();
        for (int i = 0; ; i++) { // odd tries wait for the lock not free, the order changes after two
            List<String> order = orders.get(i / 2 % orders.size());
            String first =
                    i % 2 == 0 ? order.get(0) : locks().lockedRelation(set).orElse(order.get(0));
            if (isLocked(set, order, first, accessExclusive, deadline)) {
                break;
            }
            run.interruption().pause(BETWEEN_TRIES);
            run.stopIfInterrupted();
        }
        if (!accessExclusive.isEmpty()) {
            run.timeLimit().startReaders(run.settings().maxReaderWait());
        }
        run.timeLimit().apply(run);
        run.reached(Step.LOCKED);
    }

    private boolean isLocked(
            LockSet set, List<String> order, String first, Set<TableName> accessExclusive, Deadline deadline)
            throws SQLException {
        run.connection().undo();
        try {
            if (oneSnapshot) {
                run.dialect().transactions(run.jdbc()).useOneSnapshot();
            }
            locks().lockTables(
                            set, order, first, accessExclusive, run.timeLimit().atMost(deadline.left()));
            return true;
        } catch (SQLException e) {
            run.connection().undo();
            if (!locks().isLockedByAnother(e)
                    || deadline.isOver()
                    || run.timeLimit().isOver()) {
                throw e;
            }
            return false;
        }
    }

    private List<TableName> named(Collection<String> tables) throws SQLException {
        List<TableName> found = new ArrayList<>();
        for (String table : tables) {
            found.addAll(run.dialect().tables(run.jdbc()).shownAs(table));
        }
        return found.stream().sorted().toList();
    }

    private Locks locks() {
        return run.dialect().locks(run.jdbc());
    }
}
