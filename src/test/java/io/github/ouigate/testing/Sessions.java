package io.github.ouigate.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.postgresql.PGConnection;

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

        /** Returns the server's number for it. */
        public int pid() throws SQLException {
            return connection.unwrap(PGConnection.class).getBackendPID();
        }

        /** Goes on with another statement. */
        public void execute(String sql) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        /** Commits, which gives its locks back. */
        public void commit() throws SQLException {
            connection.commit();
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

    /** A statement of somebody else's, in a transaction, that waits for a lock until it is closed. */
    public static final class Waiter implements AutoCloseable {
        private final Connection connection;
        private final Statement statement;
        private final Thread thread;

        private Waiter(Connection connection, String sql) throws SQLException {
            this.connection = connection;
            this.statement = connection.createStatement();
            this.thread = new Thread(
                    () -> {
                        try {
                            statement.execute(sql);
                        } catch (SQLException e) {
                            // it was cancelled
                        }
                    },
                    sql);
            thread.start();
        }

        /** Returns the server's number for it. */
        public int pid() throws SQLException {
            return connection.unwrap(PGConnection.class).getBackendPID();
        }

        @Override
        public void close() throws SQLException {
            statement.cancel();
            Await.until("the end of a statement", () -> !thread.isAlive(), thread::getName);
            connection.close();
        }
    }

    /** Begins a transaction of somebody else's with a statement that has to wait for a lock, and awaits that. */
    public Waiter await(String sql) throws SQLException {
        Connection connection = shop.connect();
        connection.setAutoCommit(false);
        Waiter waiter = new Waiter(connection, sql);
        String waiting = "SELECT pid FROM pg_locks WHERE NOT granted AND pid = " + waiter.pid();
        Await.until("a session that waits", () -> !shop.rows(waiting).isEmpty(), () -> sql);
        return waiter;
    }

    /** Waits until nobody else has a transaction open in the database. */
    public void awaitOthersGone() {
        String others = "SELECT pid, query FROM pg_stat_activity"
                + " WHERE datname = current_database() AND xact_start IS NOT NULL AND pid <> pg_backend_pid()";
        Await.until("nobody else", () -> shop.rows(others).isEmpty(), () -> shop.rows(others));
    }

    /** Waits until one of the program's sessions waits for a lock of this type: relation, advisory, … */
    public void awaitWaitingFor(String lock) {
        awaitOne("Lock " + lock);
    }

    /** Waits until one of the program's sessions waits for a table, and not only for a moment: it holds no other. */
    public void awaitWaitingForItsFirstTable() {
        String patient = "SELECT pid FROM pg_stat_activity activity WHERE query LIKE '%LOCK TABLE%'"
                + " AND EXISTS (SELECT FROM pg_locks WHERE pid = activity.pid AND NOT granted)"
                + " AND NOT EXISTS (SELECT FROM pg_locks WHERE pid = activity.pid AND mode = 'ExclusiveLock'"
                + " AND locktype = 'relation' AND granted)";
        Await.until(
                "a session that waits for a table", () -> !shop.rows(patient).isEmpty(), this::list);
    }

    /** Waits until one of the program's sessions sleeps in pg_sleep. */
    public void awaitSleeping() {
        awaitOne("Timeout PgSleep");
    }

    /** Waits until the server has none of the program's sessions any more; it has to notice soon. */
    public void awaitNone() {
        awaitNone(Duration.ofSeconds(10));
    }

    /** Waits for that no longer than {@code patience}. */
    public void awaitNone(Duration patience) {
        Await.until("no session", patience, () -> list().isEmpty(), this::list);
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
