package io.github.ouigate.run.purge;

import io.github.ouigate.db.SqlQuery;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.run.RunContext;
import io.github.ouigate.time.Deadline;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;

/**
 * Shuts readers out of the tables whose definition a purge changes and restores. They go on until then; only where one of
 * them stays in the way, with a transaction that has read a table and may itself wait to write to it, does the next attempt
 * shut readers out from its start.
 */
final class ReaderLock {
    /** Those who have just begun to read get through meanwhile. */
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(20);

    private final RunContext run;
    private Set<TableName> tables = Set.of();
    private boolean readersStayed;
    private boolean held;

    ReaderLock(RunContext run) {
        this.run = run;
    }

    /** Begins an attempt that will lock {@code tables}, if any. */
    void begin(Set<TableName> tables) {
        this.tables = tables;
        held = readersStayed;
    }

    /** Returns the tables that readers have to be shut out of from the start of the next attempt. */
    Set<TableName> accessExclusive() {
        return readersStayed ? tables : Set.of();
    }

    /**
     * Shuts readers out, until the transaction ends.
     *
     * @throws SQLException of the kind that reports a held lock, if readers stay
     */
    void take() throws SQLException {
        take(() -> true);
    }

    /** Shuts readers out, and has something done before each try; not where they have been shut out before. */
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
