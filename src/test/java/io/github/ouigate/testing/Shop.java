package io.github.ouigate.testing;

import io.github.ouigate.job.Changelog;
import io.github.ouigate.run.liquibase.LiquibaseUpdater;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Function;

/** A shop's database for one test. */
public abstract class Shop {
    /** Returns the URL that an operator would use. */
    public abstract String url();

    /** Opens a connection for the test. */
    public abstract Connection connect() throws SQLException;

    /** Returns a table's name in the server's spelling, such as {@code public.messages} or {@code PUBLIC.MESSAGES}. */
    public abstract String table(String name);

    static void deploy(Connection connection) throws SQLException {
        try {
            LiquibaseUpdater.deploy(connection, Changelog.bundled("changelogs/demo-shop.yaml"));
        } catch (Exception e) {
            throw new SQLException(e);
        }
    }

    /** Executes statements, each in its own transaction. */
    public void execute(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the first column of the first row. */
    public String value(String sql) {
        return rows(sql).get(0);
    }

    public long count(String table) {
        return Long.parseLong(value("SELECT count(*) FROM " + table));
    }

    /** Returns every row of a query as text. */
    public List<String> rows(String sql) {
        return ask(connection -> rows(connection, sql));
    }

    static List<String> rows(Connection connection, String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (row.next()) {
                StringJoiner columns = new StringJoiner("|");
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    columns.add(row.getString(i));
                }
                rows.add(columns.toString());
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns every row of users and orders. */
    public List<String> usersAndOrders() {
        return rowsOf("users", "orders");
    }

    /** Returns every row of messages and message_threads. */
    public List<String> conversations() {
        return rowsOf("message_threads", "messages");
    }

    private List<String> rowsOf(String table, String another) {
        return ask(connection -> {
            List<String> rows = rows(connection, "SELECT * FROM " + table + " ORDER BY id");
            rows.addAll(rows(connection, "SELECT * FROM " + another + " ORDER BY id"));
            return rows;
        });
    }

    /** Returns the ledger's rows with a tag; empty without a ledger. */
    public List<String> ledger(String tag) {
        return rowsIfThereIs(
                "DATABASECHANGELOG", "SELECT ID, COMMENTS FROM DATABASECHANGELOG WHERE TAG = '" + tag + "'");
    }

    /** Returns the holder of Liquibase's lock as one row; empty if it is free. */
    public List<String> lockHolders() {
        return rowsIfThereIs(
                "DATABASECHANGELOGLOCK", "SELECT LOCKEDBY, LOCKGRANTED FROM DATABASECHANGELOGLOCK WHERE LOCKED");
    }

    private List<String> rowsIfThereIs(String table, String sql) {
        String found = "SELECT 1 FROM INFORMATION_SCHEMA.TABLES WHERE UPPER(TABLE_NAME) = '" + table + "'";
        return ask(connection -> rows(connection, found).isEmpty() ? List.of() : rows(connection, sql));
    }

    /** Runs queries on one connection. */
    final List<String> ask(Function<Connection, List<String>> question) {
        try (Connection connection = connect()) {
            return question.apply(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Creates a conversation with one message, like the application. */
    public void openConversation() {
        execute(
                "INSERT INTO message_threads SELECT '00000000-0000-4000-8000-000000000001', id, NULL, 'Nouvelle demande',"
                        + " FALSE, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP FROM users WHERE email = 'zoe.garnier@example.fr'",
                "INSERT INTO messages VALUES ('00000000-0000-4000-8000-000000000002',"
                        + " '00000000-0000-4000-8000-000000000001', NULL, 'Bonjour', CURRENT_TIMESTAMP)");
    }
}
