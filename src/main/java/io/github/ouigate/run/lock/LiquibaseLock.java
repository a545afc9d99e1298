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
 * Liquibase's own lock, taken in the name of a run, so that one left behind by a run that was killed is known for what
 * it is. (Liquibase's lock service fixes the owner's name once per JVM and never takes a dead owner's lock.)
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
     * Takes the lock, also from a run that is dead.
     *
     * @return whether it was got; if not, {@link #inTheWay} is a live run's lock, which will end
     * @throws RunAborted if a program other than ouigate has it: whether it is still alive is unknown, and the operator has to look
     */
    boolean take() throws SQLException {
        boolean taken = tryOnce();
        commit();
        held = taken && !run.connection().isRehearsal(); // a rehearsal gives it back with all the rest
        return taken;
    }

    /** Returns who had the lock when it was not got; empty if another lock prevented it. */
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

    /** Returns whether the lock is still taken in this run's name, for all that is known. */
    boolean isHeld() {
        return held && !run.connection().isCommitted();
    }

    /** Gives the lock back, if it is held. */
    void release() {
        if (!isHeld()) {
            return;
        }
        try {
            boolean unused = run.ledger().releaseLock(run.jdbc(), run.lockOwner());
            commit();
            held = false;
        } catch (SQLException | RunAborted e) {
            LOG.log(Level.FINE, "cannot give Liquibase's lock back", e);
            run.connection().undo();
        }
    }

    /**
     * Gives the lock back over a new connection, for the run's own is broken: stock Liquibase would wait for it. Where
     * that fails too, the next run finds that the owner is dead.
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
            LOG.log(Level.FINE, "cannot give Liquibase's lock back over a new connection either", e);
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
