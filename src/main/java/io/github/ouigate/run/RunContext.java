package io.github.ouigate.run;

import io.github.ouigate.ledger.Ledger;
import io.github.ouigate.ledger.RunId;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.target.Dialect;
import java.sql.Connection;

/** What the parts of one run share. */
record RunContext(
        Plan plan,
        RunId runId,
        RunSettings settings,
        Dialect dialect,
        Ledger ledger,
        SingleCommitConnection connection,
        Interruption interruption,
        Progress progress) {
    /** Returns the connection itself, for queries; only {@link SingleCommitConnection} commits and rolls back. */
    Connection jdbc() {
        return connection.getWrappedConnection();
    }

    LockLoop lockLoop() {
        return new LockLoop(this);
    }

    void stopIfInterrupted() {
        if (interruption.isRequested()) {
            throw new StopRun(Outcome.RolledBack.onRequest());
        }
    }
}
