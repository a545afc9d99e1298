package io.github.ouigate.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The contents of a database as text; equal to an earlier dump if nothing has changed. */
public final class Dump {
    private static final String RELATIONS = """
            SELECT format('%I.%I', n.nspname, c.relname)
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'm', 'S') AND c.relpersistence <> 't'
            ORDER BY 1
            """;
    private static final String THIS_DATABASE =
            "(SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())";

    private Dump() {}

    /**
     * Returns each row of each table, materialized view, sequence and system catalog, including statistics. Other
     * databases of the server are excluded; shared roles and tablespaces are included. A row replaced by one with the
     * same values is not detected.
     *
     * <p>Dumps are long: {@code containsExactlyElementsOf} shows only the changes, {@code isEqualTo} shows everything
     * else.
     */
    public static List<String> of(PostgresShop shop) {
        try (Connection connection = shop.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            List<String> dump = new ArrayList<>();
            for (String relation : query(statement, RELATIONS)) {
                for (String row : query(statement, rowsOf(relation))) {
                    dump.add(relation + " " + row);
                }
            }
            return dump;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String rowsOf(String relation) {
        String owned =
                switch (relation) {
                    case "pg_catalog.pg_database" -> "t.oid = " + THIS_DATABASE;
                    case "pg_catalog.pg_shdepend" -> "t.dbid IN (0, " + THIS_DATABASE + ")";
                    case "pg_catalog.pg_db_role_setting" -> "t.setdatabase IN (0, " + THIS_DATABASE + ")";
                    default -> "TRUE";
                };
        return "SELECT ROW(t.*)::text COLLATE \"C\" AS line FROM ONLY " + relation + " AS t WHERE " + owned
                + " ORDER BY line";
    }

    private static List<String> query(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (row.next()) {
                rows.add(row.getString(1));
            }
            return rows;
        }
    }
}
