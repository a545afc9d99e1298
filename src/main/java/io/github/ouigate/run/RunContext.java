package io.github.ouigate.run;

import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.TableWrites;
import io.github.ouigate.ledger.Ledger;
import io.github.ouigate.ledger.RunId;
import io.github.ouigate.message.Message;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.plan.SavedPlan;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What the parts of one run share.
 *
 * @param rehearsal whether everything is done, and rolled back
 */
public record RunContext(
        RunId runId,
        boolean rehearsal,
        RunSettings settings,
        Dialect dialect,
        Ledger ledger,
        SingleCommitConnection connection,
        Interruption interruption,
        TimeLimit timeLimit,
        Progress progress) {
    private static final Logger LOG = Logger.getLogger(RunContext.class.getName());

    /** Returns the connection itself, for queries; only {@link SingleCommitConnection} commits and rolls back. */
    public Connection jdbc() {
        return connection.getWrappedConnection();
    }

    /** Cancels the statement that runs, from another thread. */
    public void cancel() {
        try {
            dialect.session(jdbc()).cancelStatement();
        } catch (SQLException e) {
            LOG.log(Level.FINE, "cannot cancel the running statement", e);
        }
    }

    /** Returns in what the tables' definition is not what {@code plan} says. */
    public List<Message> definitionDifferences(Plan plan) throws SQLException {
        return SavedPlan.definitionDifferences(
                plan.definition(), dialect.tables(jdbc()).definition(plan.tables()));
    }

    /**
     * Ends a rehearsal, which has done all that a run does before its commit.
     *
     * @throws RunAborted if this is one
     */
    public void endRehearsal(List<TableWrites> writtenTables) {
        if (rehearsal) {
            throw new RunAborted(new Outcome.Rehearsed(writtenTables));
        }
    }

    /**
     * Records what the next commit makes true, and lets that commit through. From then on nobody can stop the run.
     *
     * @throws RunAborted if it cannot be recorded, or a stop was asked for before
     */
    public void prepareCommit(Outcome intended, BeforeCommitHook hook) {
        try {
            hook.beforeCommit(intended);
        } catch (IOException e) {
            throw new RunAborted(Outcome.RolledBack.because(
                    "receipt.unwritten", e.getClass().getSimpleName() + ": " + e.getMessage()));
        }
        if (!interruption.passPointOfNoReturn()) {
            throw new RunAborted(Outcome.RolledBack.onRequest());
        }
        connection.arm(intended);
    }

    public void stopIfInterrupted() {
        if (interruption.isRequested()) {
            throw new RunAborted(Outcome.RolledBack.onRequest());
        }
    }
}
