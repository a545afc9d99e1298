package io.github.ouigate.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The role {@code ouigate} of scripts/postgres-role.sql; the shared server has only one. */
public final class PurgingRole implements AutoCloseable {
    public static final String NAME = "ouigate";

    private static final String WARNING = "01"; // the class of states, PostgreSQL manual, appendix A

    private final PostgresShop shop;

    public PurgingRole(PostgresShop shop) {
        this.shop = shop;
    }

    /** Executes the script as another role and returns the server's warnings. */
    public List<String> make(String by) throws SQLException {
        try {
            return execute(by, Files.readString(Path.of("scripts", "postgres-role.sql")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Executes a statement as this role and returns the server's warnings. */
    public List<String> execute(String sql) throws SQLException {
        return execute(NAME, sql);
    }

    private List<String> execute(String role, String sql) throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:" + shop.server().port() + "/" + shop.database();
        try (Connection connection = DriverManager.getConnection(url, role, null);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            List<String> warnings = new ArrayList<>();
            for (SQLWarning said = statement.getWarnings(); said != null; said = said.getNextWarning()) {
                if (said.getSQLState().startsWith(WARNING)) {
                    warnings.add(said.getMessage());
                }
            }
            return warnings;
        }
    }

    /** Drops the role with all of its objects. */
    @Override
    public void close() {
        shop.execute("DROP OWNED BY " + NAME, "DROP ROLE " + NAME);
    }
}
