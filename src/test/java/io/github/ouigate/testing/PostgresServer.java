package io.github.ouigate.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.stream.Stream;

/** A real PostgreSQL server of a given major version, one for all tests of a JVM, stopped when the JVM ends. */
public final class PostgresServer {
    private static final List<Integer> VERSIONS = Stream.of(
                    Objects.requireNonNull(System.getProperty("ouigate.postgres"), "see pom.xml")
                            .split(","))
            .map(Integer::valueOf)
            .toList();
    private static final Map<Integer, PostgresServer> STARTED = new ConcurrentHashMap<>();

    private final EmbeddedPostgres server;
    private final AtomicInteger databases = new AtomicInteger();

    private PostgresServer(int version) {
        try {
            Path data = Files.createTempDirectory("ouigate-postgres-" + version + "-");
            server = EmbeddedPostgres.builder()
                    .setPgBinaryResolver(binaries(version))
                    .setDataDirectory(data)
                    .setCleanDataDirectory(true)
                    .setServerConfig("fsync", "off")
                    .setServerConfig("autovacuum", "off")
                    .setServerConfig("max_wal_size", "4GB")
                    .start();
            requirePasswords(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the major versions that the build has servers of in this run, ascending. */
    public static List<Integer> versions() {
        return VERSIONS;
    }

    public static PostgresServer oldest() {
        return version(VERSIONS.get(0));
    }

    public static PostgresServer newest() {
        return version(VERSIONS.get(VERSIONS.size() - 1));
    }

    /** Returns the server of a major version, started when it is first asked for. */
    public static PostgresServer version(int version) {
        return STARTED.computeIfAbsent(version, PostgresServer::new);
    }

    private static PgBinaryResolver binaries(int version) {
        return (system, machine) -> {
            Path jar = Path.of("target", "postgres", "postgres-" + version + ".jar");
            JarInputStream entries = new JarInputStream(Files.newInputStream(jar));
            for (JarEntry entry = entries.getNextJarEntry(); entry != null; entry = entries.getNextJarEntry()) {
                if (entry.getName().toLowerCase(Locale.ROOT).endsWith(".txz")) {
                    return (InputStream) entries;
                }
            }
            throw new IOException("no server in " + jar);
        };
    }

    /** Roles that are members of {@code with_password} have to give one; all others are trusted. */
    private void requirePasswords(Path data) throws IOException {
        Path hba = data.resolve("pg_hba.conf");
        Files.writeString(hba, "host all +with_password 127.0.0.1/32 scram-sha-256\n" + Files.readString(hba));
        execute("postgres", "CREATE ROLE with_password", "SELECT pg_reload_conf()");
    }

    public int port() {
        return server.getPort();
    }

    /** Makes a new, empty database and returns its name. */
    public String createDatabase() {
        String name = "shop_" + databases.incrementAndGet();
        execute("postgres", "CREATE DATABASE " + name);
        return name;
    }

    /** Makes a copy of a database to which nobody is connected, and returns its name. */
    public String copy(String template) {
        String name = "shop_" + databases.incrementAndGet();
        execute("postgres", "CREATE DATABASE " + name + " TEMPLATE " + template);
        return name;
    }

    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port() + "/" + database, "postgres", null);
    }

    /** Executes statements as the superuser. */
    public void execute(String database, String... statements) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
