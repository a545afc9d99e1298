package io.github.ouigate.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server of a major version that listens on the loopback address only. It is shared by the tests of a JVM
 * and stopped at the JVM's end, or belongs to a test that closes it.
 */
public final class PostgresServer implements AutoCloseable {
    private static final List<Integer> VERSIONS = Stream.of(
                    Objects.requireNonNull(System.getProperty("ouigate.postgres"), "see pom.xml")
                            .split(","))
            .map(Integer::valueOf)
            .toList();
    private static final Map<Integer, PostgresServer> SHARED = new ConcurrentHashMap<>();
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final int ANY_PORT = 0;

    /** Off, since tests do not survive a crash of the machine; measurements set it to {@code on}. */
    private static final String FSYNC = System.getProperty("ouigate.postgres.fsync", "off");

    private final int version;
    private final DataDirectory data;
    private final AtomicInteger databases;
    private volatile EmbeddedPostgres server;
    private @Nullable Connection administrator;

    private PostgresServer(int version, DataDirectory data, int databases) {
        this.version = version;
        this.data = data;
        this.databases = new AtomicInteger(databases);
        data.cleanUpBehindThisJvm();
        this.server = launch(version, data, ANY_PORT);
        Runtime.getRuntime().addShutdownHook(new Thread(this::shutDown));
    }

    /** Returns the major versions with servers in this run, in ascending order. */
    public static List<Integer> versions() {
        return VERSIONS;
    }

    /** Returns the newest version; all versions if the build has more than the oldest and the newest. */
    public static List<Integer> newestOrAll() {
        return VERSIONS.size() > 2 ? VERSIONS : VERSIONS.subList(VERSIONS.size() - 1, VERSIONS.size());
    }

    public static PostgresServer oldest() {
        return version(VERSIONS.get(0));
    }

    public static PostgresServer newest() {
        return version(VERSIONS.get(VERSIONS.size() - 1));
    }

    /** Returns the shared server of a major version, which is started on demand. */
    public static PostgresServer version(int version) {
        return SHARED.computeIfAbsent(version, PostgresServer::start);
    }

    /** Starts a server for one test, which has to close it. */
    public static PostgresServer start(int version) {
        DataDirectory data = DataDirectory.create(version);
        PostgresServer server = new PostgresServer(version, data, 0);
        server.execute("postgres", "CREATE ROLE with_password");
        return server;
    }

    private static EmbeddedPostgres launch(int version, DataDirectory data, int port) {
        try {
            return EmbeddedPostgres.builder()
                    .setPgBinaryResolver(new PostgresBinaries(version))
                    .setDataDirectory(data.path())
                    .setCleanDataDirectory(false)
                    .setPGStartupWait(START_PATIENCE)
                    .setPort(port)
                    .setDataDirectoryCustomizer(files -> data.writeAccessRules())
                    .setServerConfig("listen_addresses", "localhost")
                    .setServerConfig("fsync", FSYNC)
                    .setServerConfig(
                            "synchronous_commit", "on") // as everywhere else: what it calls committed, it keeps
                    .setServerConfig("autovacuum", "off")
                    .setServerConfig("max_wal_size", "4GB")
                    .setServerConfig("max_prepared_transactions", "4")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Restarts the server as a standby without a primary: its databases can be read but not written. */
    public void becomeStandby() {
        requireOwn();
        int port = port();
        stop();
        data.writeStandbySignal();
        server = launch(version, data, port);
    }

    /** Restarts the server and starts a copy of its files on another port, with the same system identifier. */
    public PostgresServer physicalCopy() {
        return new PostgresServer(version, backUp().copied, databases.get());
    }

    public int port() {
        return server.getPort();
    }

    /** A copy of the server's files at one point in time. */
    public final class Backup {
        private final DataDirectory copied;

        private Backup(DataDirectory copied) {
            this.copied = copied;
        }

        /** Starts a server that replays the write-ahead log since the backup, up to the target in the settings. */
        public PostgresServer recover(String... settings) {
            copied.writeRecovery(data.path().resolve("pg_wal"), settings);
            return new PostgresServer(version, copied, databases.get());
        }
    }

    /** Restarts the server and keeps a copy of its files. */
    public Backup backUp() {
        requireOwn();
        int port = port();
        stop();
        DataDirectory copied = data.copy(version);
        server = launch(version, data, port);
        return new Backup(copied);
    }

    /** Stops the server as in a power cut; connections fail until it is restarted. */
    public void crash() {
        requireOwn();
        data.killServer();
        stop();
    }

    /** Restarts the server after a crash, on the same port with the files on the disk. */
    public void restart() {
        requireOwn();
        server = launch(version, data, port());
    }

    /** Creates an empty database and returns its name. */
    public String createDatabase() {
        String name = "shop_" + databases.incrementAndGet();
        execute("postgres", "CREATE DATABASE " + name);
        return name;
    }

    /** Copies a database without connections and returns the name of the copy. */
    public String copy(String template) {
        String name = "shop_" + databases.incrementAndGet();
        // since 15, the usual strategy also writes all of it to the log
        String strategy = version < 15 ? "" : " STRATEGY file_copy";
        execute("postgres", "CREATE DATABASE " + name + " TEMPLATE " + template + strategy);
        return name;
    }

    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port() + "/" + database, "postgres", null);
    }

    /** Executes statements as the superuser. */
    public void execute(String database, String... statements) {
        try {
            if (isShared() && database.equals("postgres")) {
                execute(administrator(), statements);
            } else {
                try (Connection connection = connect(database)) {
                    execute(connection, statements);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Returns the shared connection for creating and dropping databases; opening one takes 20 ms or more. */
    private synchronized Connection administrator() throws SQLException {
        if (administrator == null || !administrator.isValid(1)) {
            administrator = connect("postgres");
        }
        return administrator;
    }

    /** Stops the server and deletes its files. */
    @Override
    public void close() {
        requireOwn();
        shutDown();
    }

    /** Returns whether all tests of this JVM share the server. */
    boolean isShared() {
        return SHARED.containsValue(this);
    }

    private void requireOwn() {
        if (isShared()) {
            throw new IllegalStateException("other tests need this server: start one of your own");
        }
    }

    private void stop() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Await.until("the server to stop", () -> !data.isInUse(), data::path);
    }

    private void shutDown() {
        data.killServer(); // its files are of no more use, and a clean stop takes long with many databases
        stop();
        data.delete();
    }
}
