package io.github.ouigate.run;

import io.github.ouigate.db.AnswerWatch;
import io.github.ouigate.db.DatabaseSession;
import io.github.ouigate.gate.Decision;
import io.github.ouigate.run.outcome.Outcome;
import io.github.ouigate.run.outcome.RunAborted;
import io.github.ouigate.run.progress.Step;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.DatabaseException;

/**
 * A connection on which a changeset is committed once. Liquibase commits a changeset's changes, then its ledger row,
 * then once more (ChangeSet.execute, StandardChangeLogHistoryService.setExecType, UpdateVisitor.visit); a kill between
 * the first two commits would leave deleted rows without a record. While the connection is holding, these commits do
 * nothing, and the first commit after {@link #arm} is sent. No other class of a run commits, or rolls back beyond a
 * savepoint.
 */
public class SingleCommitConnection extends JdbcConnection {
    private enum Phase {
        /** Commits are sent: Liquibase creates its tables, and locks are taken and released. */
        OPEN,
        /** Commits do nothing. */
        HOLDING,
        /** The next commit is sent as the run's commit. */
        ARMED,
        /** The run's commit was sent and has not been confirmed. */
        LOST,
        /** The run's commit was confirmed. */
        COMMITTED
    }

    /** Checks transactions other than the run's before they are committed. */
    @FunctionalInterface
    public interface CommitCheck {
        /**
         * Checks the transaction.
         *
         * @throws RunAborted if it must not be committed
         */
        void check() throws SQLException;
    }

    private static final Logger LOG = Logger.getLogger(SingleCommitConnection.class.getName());

    private final CommitWatch watch;
    private Phase phase = Phase.OPEN;
    private boolean begun;
    private CommitCheck check = () -> {};
    private Optional<Outcome> intended = Optional.empty();

    /** Creates the connection of a run that may commit; requires the open gate. */
    SingleCommitConnection(Decision.Open gate, CommitWatch watch) {
        this(watch.session().connection(), watch);
        Objects.requireNonNull(gate);
    }

    /** Creates the connection of a rehearsal. */
    SingleCommitConnection(Connection connection, CommitWatch watch) {
        super(connection);
        this.watch = watch;
    }

    /** Returns whether this connection cannot commit. */
    public boolean isRehearsal() {
        return false;
    }

    /** Sets the check of commits other than the run's. */
    public void checkOtherCommits(CommitCheck otherCheck) {
        check = otherCheck;
    }

    /** Records that the run's transaction begins. */
    public void begin() {
        begun = true;
    }

    /** Suppresses commits from now on. */
    public void hold() {
        phase = Phase.HOLDING;
    }

    /** Permits the next commit, which commits everything since {@link #hold} and has the given {@code outcome}. */
    void arm(Outcome outcome) {
        intended = Optional.of(outcome);
        phase = Phase.ARMED;
    }

    /** Returns the outcome of the permitted commit; empty before {@link #arm}. */
    public Optional<Outcome> intended() {
        return intended;
    }

    /** Ends the attempt: rolls back uncommitted work and stops suppressing commits. */
    public final void giveUp() {
        if (phase == Phase.HOLDING || phase == Phase.ARMED) {
            phase = Phase.OPEN;
            intended = Optional.empty();
        }
        undo();
        boolean undone = begun && !isCommitSent();
        begun = false;
        if (undone) {
            watch.timings().reached(Step.UNDONE);
        }
    }

    /** Rolls back uncommitted work. */
    public void undo() {
        try {
            super.rollback();
        } catch (DatabaseException e) {
            // A connection that cannot roll back is broken, and the server rolls back.
            LOG.log(Level.FINE, "cannot roll back", e);
        }
    }

    /** Returns whether the run's commit was sent; the run is then not retried. */
    public boolean isCommitSent() {
        return isCommitted() || isLost();
    }

    /** Returns whether the server has confirmed the run's commit. */
    public boolean isCommitted() {
        return phase == Phase.COMMITTED;
    }

    /** Returns whether the run's commit was sent and received no answer or an error. */
    public boolean isLost() {
        return phase == Phase.LOST;
    }

    @Override
    public void commit() throws DatabaseException {
        switch (phase) {
            case HOLDING -> {}
            case ARMED -> commitRun();
            case OPEN -> {
                checkCommit();
                commitNow();
            }
            case LOST, COMMITTED -> commitNow();
        }
    }

    private void checkCommit() throws DatabaseException {
        try {
            check.check();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** Commits work outside the run's transaction. */
    void commitNow() throws DatabaseException {
        useDatabasePath();
        super.commit();
    }

    private void commitRun() throws DatabaseException {
        watch.timings().reached(Step.COMMITTING);
        useDatabasePath();
        AnswerWatch waiting = watch.begin();
        try {
            getWrappedConnection().clearWarnings();
            phase = Phase.LOST;
            super.commit();
            phase = Phase.COMMITTED;
            watch.confirmed(intended.orElseThrow());
        } catch (SQLException e) {
            throw new DatabaseException(e);
        } catch (Error e) { // the driver may have stopped in the middle of the answer
            watch.session().abort();
            throw e;
        } finally {
            waiting.close();
        }
        watch.timings().reached(Step.COMMITTED);
    }

    /**
     * Sets the users' search path for deferred triggers, which a commit fires; the catalog's path returns afterwards.
     */
    private void useDatabasePath() throws DatabaseException {
        if (isCommitSent()) {
            return;
        }
        try {
            DatabaseSession session = watch.session();
            session.dialect().session(session.connection()).useDatabasePath();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** Rejects auto-commit, which would commit each statement separately. */
    @Override
    public void setAutoCommit(boolean autoCommit) throws DatabaseException {
        if (autoCommit) {
            throw new DatabaseException("a run must not use auto-commit mode");
        }
        super.setAutoCommit(false);
    }
}
