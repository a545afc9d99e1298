package io.github.ouigate.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** The program's sessions on a shop's database, as the server sees them. */
public final class Sessions {
    private final PostgresShop shop;

    public Sessions(PostgresShop shop) {
        this.shop = shop;
    }

    /** A transaction of somebody else's, which keeps its locks until it is closed. */
    public static final class Blocker implements AutoCloseable {
        private final Connection connection;

        private Blocker(Connection connection) {
            this.connection = connection;
        }

        /** Returns whether it still has its locks. */
        public boolean isOpen() throws SQLException {
            return connection.isValid(0);
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    /** Begins a transaction of somebody else's with a statement. */
    public Blocker block(String sql) throws SQLException {
        Connection connection = shop.connect();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        return new Blocker(connection);
    }

    /** Waits until one of the program's sessions waits for a lock of this type: relation, advisory, … */
    public void awaitWaitingFor(String lock) {
        awaitOne("Lock " + lock);
    }

    /** Waits until one of the program's sessions sleeps in pg_sleep. */
    public void awaitSleeping() {
        awaitOne("Timeout PgSleep");
    }

    /** Waits until the server has none of the program's sessions any more; it has to notice soon. */
    public void awaitNone() {
        Await.until("no session", Duration.ofSeconds(10), () -> list().isEmpty(), this::list);
    }

    private void awaitOne(String waiting) {
        Await.until(
                waiting, () -> list().stream().anyMatch(session -> session.endsWith("active|" + waiting)), this::list);
    }

    private List<String> list() {
        return shop.rows("SELECT application_name, state, wait_event_type || ' ' || wait_event FROM pg_stat_activity"
                + " WHERE datname = current_database() AND application_name LIKE 'ouigate %'");
    }
}
