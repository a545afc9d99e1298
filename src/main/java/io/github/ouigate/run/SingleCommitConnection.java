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
 * the first two would leave rows deleted and no record. While the connection holds, those commits do nothing; the first
 * one after {@link #arm} is the one. No other class of a run commits, or rolls more back than to a savepoint.
 */
public class SingleCommitConnection extends JdbcConnection {
    private enum Phase {
        /** Commits are commits: Liquibase makes its tables, locks are taken and given back. */
        OPEN,
        /** Commits do nothing. */
        HOLDING,
        /** The next commit is the run's. */
        ARMED,
        /** The run's commit was sent and not confirmed. */
        LOST,
        /** The run's commit was confirmed. */
        COMMITTED
    }

    /** Looks at what is about to be committed besides the run's own transaction. */
    @FunctionalInterface
    public interface CommitCheck {
        /**
         * Checks it.
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

    /** Creates the connection of a run that may commit, which takes the open gate. */
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

    /** Has each other commit than the run's checked, while that is about to happen. */
    public void checkOtherCommits(CommitCheck otherCheck) {
        check = otherCheck;
    }

    /** The transaction of the run begins. */
    public void begin() {
        begun = true;
    }

    /** From here on, nothing is committed. */
    public void hold() {
        phase = Phase.HOLDING;
    }

    /** The next commit commits everything since {@link #hold}, and makes {@code outcome} true. */
    void arm(Outcome outcome) {
        intended = Optional.of(outcome);
        phase = Phase.ARMED;
    }

    /** Returns what the commit makes true, or would; empty before {@link #arm}. */
    public Optional<Outcome> intended() {
        return intended;
    }

    /** The attempt is over: undoes what has not been committed, and holds commits no more. */
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

    /** Undoes what has not been committed. */
    public void undo() {
        try {
            super.rollback();
        } catch (DatabaseException e) {
            // A connection that cannot roll back is broken, and then the server does.
            LOG.log(Level.FINE, "cannot roll back", e);
        }
    }

    /** Returns whether the run's commit was sent: then nothing is tried again. */
    public boolean isCommitSent() {
        return isCommitted() || isLost();
    }

    /** Returns whether the server has confirmed the run's commit. */
    public boolean isCommitted() {
        return phase == Phase.COMMITTED;
    }

    /** Returns whether the run's commit was sent and got no answer, or a bad one. */
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

    /** Commits what does not belong to the run's one transaction. */
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

    /** A commit fires deferred triggers; what comes after it is under the catalog's path again. */
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

    /** Refuses to turn auto-commit on: each statement would be committed by itself. */
    @Override
    public void setAutoCommit(boolean autoCommit) throws DatabaseException {
        if (autoCommit) {
            throw new DatabaseException("a purge never runs in auto-commit mode");
        }
        super.setAutoCommit(false);
    }
}
