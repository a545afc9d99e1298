package io.github.ouigate.run;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Keeps a run's session alive, and the run stoppable, while no statement is executing. Callers run it repeatedly. */
public final class SessionKeepAlive implements Runnable {
    private static final long PERIOD = Duration.ofSeconds(2).toNanos();

    private final RunContext run;
    private long last = System.nanoTime();

    public SessionKeepAlive(RunContext run) {
        this.run = run;
    }

    @Override
    public void run() {
        run.stopIfInterrupted();
        run.timeLimit().check();
        long now = System.nanoTime();
        if (now - last >= PERIOD) {
            last = now;
            UncheckedSqlException.wrap(this::keepAlive);
        }
    }

    /** Executes a statement, since the server ends sessions that are idle in a transaction. */
    private void keepAlive() throws SQLException {
        try (Statement statement = run.jdbc().createStatement()) {
            statement.execute("SELECT 1");
        }
    }
}
