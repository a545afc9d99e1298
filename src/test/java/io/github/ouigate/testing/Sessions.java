package io.github.ouigate.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.postgresql.PGConnection;

/** The program's sessions on a shop's database, as reported by the server. */
public final class Sessions {
    private static final String PROGRAM =
            "SELECT application_name, state, wait_event_type || ' ' || wait_event FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND application_name LIKE 'ouigate %'";

    private final PostgresShop shop;

    public Sessions(PostgresShop shop) {
        this.shop = shop;
    }

    /** A transaction of another session that keeps its locks until it is closed. */
    public static final class Blocker implements AutoCloseable {
        private final Connection connection;

        private Blocker(Connection connection) {
            this.connection = connection;
        }

        /** Returns whether it still holds its locks. */
        public boolean isOpen() throws SQLException {
            return connection.isValid(0);
        }

        /** Returns its process ID on the server. */
        public int pid() throws SQLException {
            return connection.unwrap(PGConnection.class).getBackendPID();
        }

        /** Executes a further statement. */
        public void execute(String sql) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        /** Commits and thereby releases the locks. */
        public void commit() throws SQLException {
            connection.commit();
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    /** Begins a transaction of another session with a statement. */
    public Blocker block(String sql) throws SQLException {
        Connection connection = shop.connect();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        return new Blocker(connection);
    }

    /** A statement of another session that waits for a lock until it is closed. */
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

        /** Returns its process ID on the server. */
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

    /** Begins a transaction of another session with a statement, and waits until the statement waits for a lock. */
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

    /** Waits until no other session has an open transaction in the database. */
    public void awaitOthersGone() {
        await(
                "nobody else",
                "SELECT pid, query FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND xact_start IS NOT NULL AND pid <> pg_backend_pid()",
                List::isEmpty);
    }

    /** Waits until a session of the program waits for a lock of this type: relation, advisory, … */
    public void awaitWaitingFor(String lock) {
        awaitOne("Lock " + lock);
    }

    /** Waits until a session of the program waits for its first table lock, and not only briefly. */
    public void awaitWaitingForItsFirstTable() {
        await(
                "a session that waits for a table",
                "SELECT pid FROM pg_stat_activity activity WHERE query LIKE '%LOCK TABLE%'"
                        + " AND EXISTS (SELECT FROM pg_locks WHERE pid = activity.pid AND NOT granted)"
                        + " AND NOT EXISTS (SELECT FROM pg_locks WHERE pid = activity.pid AND mode = 'ExclusiveLock'"
                        + " AND locktype = 'relation' AND granted)",
                found -> !found.isEmpty());
    }

    /** Waits until the statement of another session, in another thread, waits for a lock. */
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

    /** Waits until readers are locked out of a table. */
    public void awaitReadersShutOut(String table) {
        await(
                "readers that are shut out",
                "SELECT pid FROM pg_locks WHERE relation = '" + table + "'::regclass AND granted"
                        + " AND mode = 'AccessExclusiveLock'",
                found -> !found.isEmpty());
    }

    /** Waits until a session of the program executes pg_sleep. */
    public void awaitSleeping() {
        awaitOne("Timeout PgSleep");
    }

    /** Waits until the program has no session on the server. */
    public void awaitNone() {
        awaitNone(Duration.ofSeconds(10));
    }

    /** Waits for at most {@code patience} until the program has no session on the server. */
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

    /** Polls on one connection; opening hundreds would slow down the awaited sessions. */
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
