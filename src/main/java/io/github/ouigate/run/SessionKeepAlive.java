package io.github.ouigate.run;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Keeps a run's session alive while no statement runs, and the run stoppable: to be run again and again. */
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
            UncheckedSqlException.wrap(this::beat);
        }
    }

    /** The server ends sessions that are silent within a transaction. */
    private void beat() throws SQLException {
        try (Statement statement = run.jdbc().createStatement()) {
            statement.execute("SELECT 1");
        }
    }
}
