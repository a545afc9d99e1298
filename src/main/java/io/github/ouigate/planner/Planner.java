package io.github.ouigate.planner;

import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.ReadOnly;
import io.github.ouigate.job.Job;
import io.github.ouigate.ledger.Ledger;
import io.github.ouigate.plan.Guards;
import io.github.ouigate.plan.Plan;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Plans what a job would do to a database, in one read-only transaction. */
public final class Planner {
    private static final Duration LONG_TRANSACTION = Duration.ofMinutes(5);

    private final Dialect dialect;
    private final Ledger ledger;
    private final Duration longTransaction;

    public Planner(Dialect dialect, Ledger ledger) {
        this(dialect, ledger, LONG_TRANSACTION);
    }

    /** Creates a planner that warns of transactions which have been open for longer than {@code longTransaction}. */
    public Planner(Dialect dialect, Ledger ledger, Duration longTransaction) {
        this.dialect = dialect;
        this.ledger = ledger;
        this.longTransaction = longTransaction;
    }

    /**
     * Makes the plan of {@code job}.
     *
     * @param connection in auto-commit mode, and so again afterwards
     * @throws SQLException if the database cannot be read
     */
    public Plan plan(Connection connection, Job job, Guards guards) throws SQLException {
        return plan(connection, job, guards, false);
    }

    /** Makes the plan; {@code byMonth} also counts for its approver in which months the rows came. */
    public Plan plan(Connection connection, Job job, Guards guards, boolean byMonth) throws SQLException {
        return ReadOnly.in(
                connection, dialect, () -> new Inspection(connection, dialect, ledger, job, guards, longTransaction)
                        .plan(byMonth));
    }
}
