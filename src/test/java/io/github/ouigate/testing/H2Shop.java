package io.github.ouigate.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** A shop on H2, in a file or in memory. While the test has a connection, no other process can open the file. */
public final class H2Shop extends Shop {
    /** The shop as SQL, deployed once in memory; executing it is faster than Liquibase. */
    private static final List<String> TEMPLATE = template();

    private static final DataDirectory FILES = DataDirectory.createForH2();

    private final String base;
    private final String settings;

    /** Creates a shop in a file. */
    public H2Shop() {
        this(
                "jdbc:h2:file:"
                        + FILES.path().resolve(UUID.randomUUID().toString()).resolve("shop"),
                "");
        setUp();
    }

    private H2Shop(String base, String settings) {
        this.base = base;
        this.settings = settings;
    }

    /** Creates a shop in memory, which exists until the JVM ends. */
    public static H2Shop inMemory() {
        H2Shop shop = new H2Shop("jdbc:h2:mem:" + UUID.randomUUID(), "");
        shop.setUp();
        return shop;
    }

    private void setUp() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            if (base.startsWith("jdbc:h2:mem:")) {
                statement.execute("SET DB_CLOSE_DELAY -1");
            }
            for (String sql : TEMPLATE) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> template() {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:template", "sa", "");
                Statement statement = connection.createStatement()) {
            deploy(connection);
            List<String> script = new ArrayList<>();
            try (ResultSet row = statement.executeQuery("SCRIPT")) {
                while (row.next()) {
                    script.add(row.getString(1));
                }
            }
            return script;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the same shop with settings appended to its URL, such as {@code ;ACCESS_MODE_DATA=r}. */
    public H2Shop reachedWith(String urlSettings) {
        return new H2Shop(base, urlSettings);
    }

    @Override
    public String url() {
        return base + settings;
    }

    @Override
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url() + ";WRITE_DELAY=0", "sa", "");
    }

    @Override
    public String table(String name) {
        return "PUBLIC." + name.toUpperCase(Locale.ROOT);
    }
}
