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

/** A shop on H2, in a file or in memory. Nobody else can open the file while a connection of the test is open. */
public final class H2Shop extends Shop {
    /** Deployed once, in memory, and written out as SQL: that is faster than Liquibase. */
    private static final List<String> TEMPLATE = template();

    private static final DataDirectory FILES = DataDirectory.createForH2();

    private final String base;
    private final String settings;

    /** Makes one in a file. */
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

    /** Makes one in memory, where it stays until the JVM ends. */
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

    /** Returns the same shop for an operator whose URL ends in these settings, as in {@code ;ACCESS_MODE_DATA=r}. */
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
