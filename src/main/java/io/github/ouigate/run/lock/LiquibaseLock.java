package io.github.ouigate.run.lock;

import io.github.ouigate.db.DatabaseSession;
import io.github.ouigate.ledger.LockHolder;
import io.github.ouigate.run.RunContext;
import io.github.ouigate.run.outcome.Outcome;
import io.github.ouigate.run.outcome.RunAborted;
import io.github.ouigate.status.LedgerStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import liquibase.exception.DatabaseException;

/**
 * Liquibase's lock, taken in the name of a run, so that the lock of a killed run can be recognised. Liquibase's own
 * lock service fixes the owner's name once a JVM and never takes over the lock of a dead owner.
 */
final class LiquibaseLock {
    private static final Logger LOG = Logger.getLogger(LiquibaseLock.class.getName());

    private final RunContext run;
    private final LedgerCommits commits;
    private boolean held;
    private Optional<LockHolder> inTheWay = Optional.empty();

    LiquibaseLock(RunContext run, LedgerCommits commits) {
        this.run = run;
        this.commits = commits;
    }

    /**
     * Takes the lock, also from a dead run.
     *
     * @return whether it was taken; if not, {@link #inTheWay} is a live run
     * @throws RunAborted if a program other than ouigate holds it; the operator has to check whether that program is
     *     alive
     */
    boolean take() throws SQLException {
        boolean taken = tryOnce();
        commit();
        held = taken && !run.connection().isRehearsal(); // a rehearsal's rollback releases it
        return taken;
    }

    /** Returns the holder of the lock after a failed attempt; empty if another lock was the reason. */
    Optional<LockHolder> inTheWay() {
        return inTheWay;
    }

    private boolean tryOnce() throws SQLException {
        inTheWay = run.ledger().lockHolder(run.jdbc());
        if (inTheWay.isPresent()) {
            switch (LedgerStatus.state(run.dialect().sessions(run.jdbc()), inTheWay.get())) {
                case FOREIGN -> throw new RunAborted(locked(inTheWay.get()));
                case RUNNING -> {
                    return false;
                }
                case DEAD -> {}
            }
        }
        String dead = inTheWay.map(LockHolder::lockedBy).orElse(null);
        boolean taken = run.ledger().takeLock(run.jdbc(), run.lockOwner(), dead);
        if (taken) {
            inTheWay = Optional.empty();
        }
        return taken;
    }

    static Outcome locked(LockHolder holder) {
        return Outcome.Busy.because("run.liquibase-locked", holder.lockedBy(), holder.age());
    }

    /** Returns whether the lock is still held in this run's name, as far as known. */
    boolean isHeld() {
        return held && !run.connection().isCommitted();
    }

    /** Releases the lock if it is held. */
    void release() {
        if (!isHeld()) {
            return;
        }
        try {
            boolean unused = run.ledger().releaseLock(run.jdbc(), run.lockOwner());
            commit();
            held = false;
        } catch (SQLException | RunAborted e) {
            LOG.log(Level.FINE, "cannot release Liquibase's lock", e);
            run.connection().undo();
        }
    }

    /**
     * Releases the lock on a new connection, because the run's connection is broken and stock Liquibase would wait for
     * the lock. If that fails too, the next run detects that the owner is dead.
     */
    void releaseOnNewConnection() {
        try (Connection connection =
                run.session().connector().openFor(run.runId().sessionName(), DatabaseSession.QUICK)) {
            run.dialect().session(connection).limitLockWaits(run.settings().lockTimeout());
            connection.setAutoCommit(false);
            boolean unused = run.ledger().releaseLock(connection, run.lockOwner());
            commits.check(connection);
            connection.commit();
            held = false;
        } catch (Exception | Error e) {
            LOG.log(Level.FINE, "cannot release Liquibase's lock on a new connection either", e);
        }
    }

    private void commit() throws SQLException {
        try {
            run.connection().commit();
        } catch (DatabaseException e) {
            throw e.getCause() instanceof SQLException cause ? cause : new SQLException(e);
        }
    }
}
