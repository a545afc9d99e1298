package io.github.ouigate.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.postgresql.PGConnection;

/** The program's sessions on a shop's database, as the server sees them. */
public final class Sessions {
    private static final String PROGRAM =
            "SELECT application_name, state, wait_event_type || ' ' || wait_event FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND application_name LIKE 'ouigate %'";

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
        await(
                "a session that waits",
                "SELECT pid FROM pg_locks WHERE NOT granted AND pid = " + waiter.pid(),
                found -> !found.isEmpty());
        return waiter;
    }

    /** Waits until nobody else has a transaction open in the database. */
    public void awaitOthersGone() {
        await(
                "nobody else",
                "SELECT pid, query FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND xact_start IS NOT NULL AND pid <> pg_backend_pid()",
                List::isEmpty);
    }

    /** Waits until one of the program's sessions waits for a lock of this type: relation, advisory, … */
    public void awaitWaitingFor(String lock) {
        awaitOne("Lock " + lock);
    }

    /** Waits until one of the program's sessions waits for a table, and not only for a moment: it holds no other. */
    public void awaitWaitingForItsFirstTable() {
        await(
                "a session that waits for a table",
                "SELECT pid FROM pg_stat_activity activity WHERE query LIKE '%LOCK TABLE%'"
                        + " AND EXISTS (SELECT FROM pg_locks WHERE pid = activity.pid AND NOT granted)"
                        + " AND NOT EXISTS (SELECT FROM pg_locks WHERE pid = activity.pid AND mode = 'ExclusiveLock'"
                        + " AND locktype = 'relation' AND granted)",
                found -> !found.isEmpty());
    }

    /** Waits until another session's statement, which another thread executes, waits for a lock. */
    public void awaitAnotherWaiting(Blocker other) {
        try {
            await(
                    "another session that waits",
                    "SELECT pid FROM pg_locks WHERE NOT granted AND pid = " + other.pid(),
                    found -> !found.isEmpty());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until readers are shut out of a table. */
    public void awaitReadersShutOut(String table) {
        await(
                "readers that are shut out",
                "SELECT pid FROM pg_locks WHERE relation = '" + table + "'::regclass AND granted"
                        + " AND mode = 'AccessExclusiveLock'",
                found -> !found.isEmpty());
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
        await("no session", patience, PROGRAM, List::isEmpty);
    }

    private void awaitOne(String waiting) {
        await(waiting, PROGRAM, sessions -> sessions.stream()
                .anyMatch(session -> session.endsWith("active|" + waiting)));
    }

    private void await(String awaited, String sql, Predicate<List<String>> condition) {
        await(awaited, Await.PATIENCE, sql, condition);
    }

    /** Asks again and again over one connection: opening hundreds would slow down what is awaited. */
    private void await(String awaited, Duration patience, String sql, Predicate<List<String>> condition) {
        try (Connection connection = shop.connect()) {
            Await.until(
                    awaited,
                    patience,
                    () -> condition.test(Shop.rows(connection, sql)),
                    () -> List.of(Shop.rows(connection, sql), Shop.rows(connection, PROGRAM)));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
