package io.github.ouigate.run.lock;

import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.run.RunContext;
import io.github.ouigate.run.RunTask;
import io.github.ouigate.run.SingleCommitConnection.CommitCheck;
import io.github.ouigate.run.UnplannedWrites;
import io.github.ouigate.run.outcome.Outcome;
import io.github.ouigate.run.outcome.RunAborted;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks the transactions that a run commits besides its own: they create the ledger, and take and release Liquibase's
 * lock. A transaction in which a trigger, rule or event trigger has written to other tables is not committed.
 */
final class LedgerCommits implements CommitCheck {
    /** The number of Liquibase's tables. */
    private static final int LEDGER_TABLES = 2;

    private final RunContext run;
    private final RunTask task;
    private final Set<TableName> lockedBefore = new HashSet<>();

    /** The existing ones of Liquibase's tables. */
    private List<TableName> ledger = List.of();

    private Optional<TableName> lock = Optional.empty();
    private boolean made;

    LedgerCommits(RunContext run, RunTask task) {
        this.run = run;
        this.task = task;
    }

    /** Begins an attempt. A rehearsal is a single transaction and has locked its tables already. */
    void begin() throws SQLException {
        made = false;
        excludeOwn();
    }

    /** Records that the ledger exists; from now on, only its lock is taken and released. */
    void tablesMade() throws SQLException {
        made = true;
        excludeOwn();
    }

    private void excludeOwn() throws SQLException {
        lockedBefore.clear();
        if (run.connection().isRehearsal()) {
            lockedBefore.addAll(run.dialect().transactions(run.jdbc()).lockedForWriting());
        }
    }

    /** Checks the transaction that the run's connection is about to commit. */
    @Override
    public void check() throws SQLException {
        check(run.jdbc());
    }

    /** Checks the transaction that {@code connection} is about to commit. */
    void check(Connection connection) throws SQLException {
        if (!run.dialect().transactions(connection).hasWritten()) {
            return;
        }
        List<TableName> others = otherWrites(connection).stream()
                .filter(table -> !lockedBefore.contains(table))
                .filter(table -> !task.allowedWrites().contains(table.toString()))
                .toList();
        if (!others.isEmpty()) {
            throw new RunAborted(Outcome.RolledBack.because("run.unplanned-ledger-writes", others));
        }
    }

    private List<TableName> otherWrites(Connection connection) throws SQLException {
        return UnplannedWrites.settled(List.of(), () -> {
            run.dialect().transactions(connection).fireDeferred();
            return lockedForWriting(connection);
        });
    }

    private List<TableName> lockedForWriting(Connection connection) throws SQLException {
        if (ledger.size() < LEDGER_TABLES) {
            ledger = run.ledger().tables(connection);
        }
        if (made && lock.isEmpty()) {
            lock = run.ledger().lockTable(connection);
        }
        List<TableName> own = made ? lock.stream().toList() : ledger;
        return run.dialect().transactions(connection).lockedForWriting().stream()
                .filter(table -> !own.contains(table))
                .toList();
    }
}
