package io.github.ouigate.run.purge;

import io.github.ouigate.db.SqlQuery;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.run.RunContext;
import io.github.ouigate.time.Deadline;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;

/**
 * Locks readers out of the tables whose definition a purge changes temporarily. They can read until then. If a reader
 * stays, with a transaction that has read a table and may itself wait to write to it, the next attempt locks readers
 * out from its start.
 */
final class ReaderLock {
    /** The pause between two tries, during which waiting readers proceed. */
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(20);

    private final RunContext run;
    private Set<TableName> tables = Set.of();
    private boolean readersStayed;
    private boolean held;

    ReaderLock(RunContext run) {
        this.run = run;
    }

    /** Begins an attempt that will lock {@code tables}, which can be empty. */
    void begin(Set<TableName> tables) {
        this.tables = tables;
        held = readersStayed;
    }

    /** Returns the tables that the next attempt must lock against readers from its start. */
    Set<TableName> accessExclusive() {
        return readersStayed ? tables : Set.of();
    }

    /**
     * Locks readers out until the transaction ends.
     *
     * @throws SQLException lock_not_available, if readers stay
     */
    void take() throws SQLException {
        take(() -> true);
    }

    /** Runs an action and tries to lock readers out, repeatedly; does nothing if they are locked out from the start. */
    void take(SqlQuery<?> beforeEachTry) throws SQLException {
        if (held) {
            return;
        }
        Duration lockTimeout = run.settings().lockTimeout();
        Duration readerWait = run.settings().maxReaderWait();
        Deadline deadline = Deadline.in(lockTimeout.compareTo(readerWait) < 0 ? lockTimeout : readerWait);
        while (true) {
            beforeEachTry.run();
            try {
                run.dialect().locks(run.jdbc()).shutReadersOut(tables);
                held = true;
                run.timeLimit().startReaders(readerWait);
                run.timeLimit().apply(run);
                return;
            } catch (SQLException e) {
                boolean stay = run.dialect().locks(run.jdbc()).isLockedByAnother(e);
                if (!stay || deadline.isOver()) {
                    readersStayed = stay;
                    throw e;
                }
            }
            run.interruption().pause(BETWEEN_TRIES);
            run.stopIfInterrupted();
            run.timeLimit().apply(run);
        }
    }
}
