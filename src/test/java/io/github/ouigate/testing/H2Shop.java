package io.github.ouigate.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;

/** A shop in an H2 file. Nobody else can open it while a connection of the test is open. */
public final class H2Shop extends Shop {
    private final Path file;
    private final String settings;

    public H2Shop() {
        settings = "";
        try {
            file = Files.createTempDirectory("ouigate-h2-").resolve("shop");
            try (Connection connection = connect()) {
                deploy(connection);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private H2Shop(Path file, String settings) {
        this.file = file;
        this.settings = settings;
    }

    /** Returns the same shop for an operator whose URL ends in these settings, as in {@code ;ACCESS_MODE_DATA=r}. */
    public H2Shop reachedWith(String urlSettings) {
        return new H2Shop(file, urlSettings);
    }

    @Override
    public String url() {
        return "jdbc:h2:file:" + file + settings;
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
