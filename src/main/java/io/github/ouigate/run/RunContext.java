package io.github.ouigate.run;

import io.github.ouigate.db.Dialect;
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

/** What the parts of one run share. */
public record RunContext(
        RunId runId,
        RunSettings settings,
        Dialect dialect,
        Ledger ledger,
        SingleCommitConnection connection,
        Interruption interruption,
        TimeLimit timeLimit,
        Progress progress,
        BeforeCommitHook intention) {
    private static final Logger LOG = Logger.getLogger(RunContext.class.getName());

    /** Returns the connection itself, for queries; only {@link SingleCommitConnection} commits and rolls back. */
    public Connection jdbc() {
        return connection.getWrappedConnection();
    }

    /** Cancels the statement that runs, from another thread. */
    public void cancel() {
        try {
            dialect.cancel(jdbc());
        } catch (SQLException e) {
            LOG.log(Level.FINE, "cannot cancel the running statement", e);
        }
    }

    /** Returns in what the tables' definition is not what {@code plan} says. */
    public List<Message> definitionDifferences(Plan plan) throws SQLException {
        return SavedPlan.definitionDifferences(
                plan.definition(), dialect.catalog(jdbc()).definition(plan.tables()));
    }

    /** The last thing before the commit: what is intended is written down, and from then on nobody can stop it. */
    public void passPointOfNoReturn(Outcome intended) {
        try {
            intention.about(intended);
        } catch (IOException e) {
            throw new RunAborted(Outcome.RolledBack.because(
                    "receipt.unwritten", e.getClass().getSimpleName() + ": " + e.getMessage()));
        }
        if (!interruption.passPointOfNoReturn()) {
            throw new RunAborted(Outcome.RolledBack.onRequest());
        }
        connection.arm();
    }

    public void stopIfInterrupted() {
        if (interruption.isRequested()) {
            throw new RunAborted(Outcome.RolledBack.onRequest());
        }
    }
}
