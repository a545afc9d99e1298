package io.github.ouigate.testing;

import io.github.ouigate.db.postgres.PostgresDialect;
import io.github.ouigate.db.url.DatabaseUrl;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A shop on a real PostgreSQL server. */
public final class PostgresShop extends Shop {
    private static final Map<PostgresServer, String> TEMPLATES = new ConcurrentHashMap<>();

    /** The shops on shared servers to drop after the current test. */
    private static final Queue<PostgresShop> TO_BE_DROPPED = new ConcurrentLinkedQueue<>();

    private final PostgresServer server;
    private final String database;
    private final String parameters;

    public PostgresShop(PostgresServer server) {
        this(server, server.copy(TEMPLATES.computeIfAbsent(server, PostgresShop::template)), "");
        dropLater();
    }

    private PostgresShop(PostgresServer server, String database, String parameters) {
        this.server = server;
        this.database = database;
        this.parameters = parameters;
    }

    /** Returns the shop in the database of that name, which may not exist yet. */
    public static PostgresShop named(String database, PostgresServer server) {
        return new PostgresShop(server, database, "");
    }

    /** Returns the shop in the database of the same name on another server. */
    public PostgresShop on(PostgresServer other) {
        return new PostgresShop(other, database, parameters);
    }

    /** Returns the same shop with parameters appended to its URL, such as {@code ?sslmode=disable}. */
    public PostgresShop reachedWith(String urlParameters) {
        return new PostgresShop(server, database, urlParameters);
    }

    /** Copies the shop on the same server; it must have no connections. */
    public PostgresShop copy() {
        PostgresShop copy = new PostgresShop(server, server.copy(database), parameters);
        copy.dropLater();
        return copy;
    }

    /** Drops the database, closing its connections. */
    public void drop() {
        server.execute("postgres", "DROP DATABASE " + database + " WITH (FORCE)");
    }

    private void dropLater() {
        if (server.isShared()) {
            TO_BE_DROPPED.add(this);
        }
    }

    /** Keeps the existing shops until the server ends. */
    static void keepAllSoFar() {
        TO_BE_DROPPED.clear();
    }

    /** Drops the shops created since, if the server permits it. */
    static void dropTheOthers() {
        for (PostgresShop shop = TO_BE_DROPPED.poll(); shop != null; shop = TO_BE_DROPPED.poll()) {
            try {
                shop.drop();
            } catch (IllegalStateException e) {
                // a replication slot or a prepared transaction holds it: then it stays until the server goes
            }
        }
    }

    /** Creates a template database with a schema that Liquibase did not create, so that it has no ledger. */
    private static String template(PostgresServer server) {
        String name = server.createDatabase();
        try (Connection connection = server.connect(name)) {
            deploy(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        server.execute(name, "DROP TABLE databasechangelog, databasechangeloglock");
        server.execute(name, "REVOKE CREATE ON SCHEMA public FROM PUBLIC"); // as in version 15 and later
        return name;
    }

    public PostgresServer server() {
        return server;
    }

    public String database() {
        return database;
    }

    @Override
    public String url() {
        return url(server.port());
    }

    /** Returns the URL through a proxy's port. */
    public String url(int port) {
        return "postgresql://postgres@127.0.0.1:" + port + "/" + database + parameters;
    }

    @Override
    public Connection connect() throws SQLException {
        return server.connect(database);
    }

    /** Opens a connection that is prepared like that of a run. */
    public Connection openAsOuigate() throws SQLException {
        return new PostgresDialect().open(DatabaseUrl.parse(url()), "ouigate in a test", Optional.empty());
    }

    @Override
    public String table(String name) {
        return "public." + name;
    }

    /** Returns all rows of all tables except system catalogs; a ledger is included. */
    public List<String> everyRow() {
        return ask(connection -> {
            List<String> content = new ArrayList<>();
            for (String table :
                    rows(connection, "SELECT oid::regclass FROM pg_class WHERE relkind = 'r' AND oid >= 16384")) {
                content.add(table);
                content.addAll(rows(connection, "SELECT * FROM ONLY " + table));
            }
            return content;
        });
    }

    /** Replaces the conversations by a number of new ones, in the sizes of the benchmarks. */
    public PostgresShop fill(int threads, int messages) {
        execute(
                "DELETE FROM messages",
                "DELETE FROM message_threads",
                "INSERT INTO message_threads SELECT gen_random_uuid(), (SELECT id FROM users LIMIT 1), NULL,"
                        + " 'Sujet ' || n, false, now(), now() FROM generate_series(1, " + threads + ") n",
                "INSERT INTO messages SELECT gen_random_uuid(), t.id, NULL, 'Message ' || t.n, now()"
                        + " FROM (SELECT id, row_number() OVER () AS n FROM message_threads) t"
                        + " JOIN generate_series(1, " + messages + ") m ON t.n = m % " + threads + " + 1",
                "ANALYZE");
        return this;
    }
}
