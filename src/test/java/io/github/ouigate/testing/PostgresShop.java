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

    /** Those on shared servers, to be dropped when the test ends that has made them. */
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

    /** Returns the shop that is, or will be, in a database of that name. */
    public static PostgresShop named(String database, PostgresServer server) {
        return new PostgresShop(server, database, "");
    }

    /** Returns the shop in the database of the same name on another server, which has to have it. */
    public PostgresShop on(PostgresServer other) {
        return new PostgresShop(other, database, parameters);
    }

    /** Returns the same shop for an operator whose URL ends in these parameters, as in {@code ?sslmode=disable}. */
    public PostgresShop reachedWith(String urlParameters) {
        return new PostgresShop(server, database, urlParameters);
    }

    /** Makes another shop with the same rows on the same server; nobody may be connected to this one. */
    public PostgresShop copy() {
        PostgresShop copy = new PostgresShop(server, server.copy(database), parameters);
        copy.dropLater();
        return copy;
    }

    /** Drops its database, whoever is connected. */
    public void drop() {
        server.execute("postgres", "DROP DATABASE " + database + " WITH (FORCE)");
    }

    private void dropLater() {
        if (server.isShared()) {
            TO_BE_DROPPED.add(this);
        }
    }

    /** Leaves the shops that there are to the end of the server. */
    static void keepAllSoFar() {
        TO_BE_DROPPED.clear();
    }

    /** Drops those made since, as far as the server lets them go. */
    static void dropTheOthers() {
        for (PostgresShop shop = TO_BE_DROPPED.poll(); shop != null; shop = TO_BE_DROPPED.poll()) {
            try {
                shop.drop();
            } catch (IllegalStateException e) {
                // a replication slot or a prepared transaction holds it: then it stays until the server goes
            }
        }
    }

    /** A shop whose schema Liquibase did not make: there is no ledger in it yet. */
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

    /** Returns the URL that leads to the shop by way of a proxy's port. */
    public String url(int port) {
        return "postgresql://postgres@127.0.0.1:" + port + "/" + database + parameters;
    }

    @Override
    public Connection connect() throws SQLException {
        return server.connect(database);
    }

    /** Opens a connection that is prepared as a run's is. */
    public Connection openAsOuigate() throws SQLException {
        return new PostgresDialect().open(DatabaseUrl.parse(url()), "ouigate in a test", Optional.empty());
    }

    @Override
    public String table(String name) {
        return "public." + name;
    }

    /** Returns every row of every table that is not the server's own, a ledger's included. */
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

    /** Replaces the conversations by many, in the sizes that the benchmarks use. */
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
