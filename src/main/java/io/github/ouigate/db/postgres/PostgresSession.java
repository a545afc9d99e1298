package io.github.ouigate.db.postgres;

import io.github.ouigate.db.Rows;
import io.github.ouigate.db.SessionControl;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.db.session.SessionSettings;
import io.github.ouigate.db.session.SessionSettings.TimeZoneSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** A PostgreSQL session. */
final class PostgresSession implements SessionControl {
    /** idle_in_transaction_session_timeout of a run; the pauses between its statements are short. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

    private static final Pattern SCHEMA = Pattern.compile("(\"(?:[^\"]|\"\")*\")|[^,\\s]+");

    /** Shows the settings of role and database. Other roles can read these only while they are in effect. */
    private static final String RESET =
            "SET LOCAL search_path TO DEFAULT; SET LOCAL standard_conforming_strings TO DEFAULT;";

    private static final String SET_AGAIN =
            "SET LOCAL standard_conforming_strings = on; SET LOCAL search_path = " + PostgresLogin.CATALOG_PATH;

    private final Connection connection;
    private final Rows rows;
    private @Nullable String databasePath;

    PostgresSession(Connection connection) {
        this.connection = connection;
        this.rows = new Rows(connection);
    }

    @Override
    public void limitLockWaits(Duration timeout) throws SQLException {
        rows.execute("SET lock_timeout = " + timeout.toMillis());
    }

    @Override
    public void limitStatements(Duration timeout) throws SQLException {
        rows.execute("SET LOCAL statement_timeout = " + timeout.toMillis());
    }

    @Override
    public void prepareForRun() throws SQLException {
        rows.execute("SET idle_in_transaction_session_timeout = " + LONGEST_SILENCE.toMillis());
    }

    /** Uses SHOW and SET, which take no snapshot. */
    @Override
    public void useDatabasePath() throws SQLException {
        rows.execute(set(databasePath()));
    }

    @Override
    public void useCatalogPath() throws SQLException {
        rows.execute(set(PostgresLogin.CATALOG_PATH));
    }

    /** Executes a statement with the database's search path, in a single message. */
    void executeUnderDatabasePath(String sql) throws SQLException {
        rows.execute(set(databasePath()) + "; " + sql + "; " + set(PostgresLogin.CATALOG_PATH));
    }

    /** Discards the cached search path after it was changed. */
    void forgetDatabasePath() {
        databasePath = null;
    }

    private String databasePath() throws SQLException {
        if (databasePath == null) {
            databasePath = quoted(rows.one("SHOW " + PostgresLogin.DATABASE_PATH, row -> row.getString(1)));
        }
        return databasePath;
    }

    /** Excludes the values that the session uses for its own statements. */
    @Override
    public SessionSettings settings() throws SQLException {
        Map<String, String> values = new TreeMap<>();
        String names = PostgresLogin.MEANING.stream().collect(Collectors.joining("', '", "'", "'"));
        try (Statement statement = connection.createStatement()) {
            statement.execute(RESET + """
                    SELECT name, pg_catalog.current_setting(name, true)
                    FROM pg_catalog.unnest(ARRAY[%s, '%s']) AS name;
                    """.formatted(names, PostgresLogin.ZONE_SOURCE) + SET_AGAIN);
            statement.getMoreResults();
            statement.getMoreResults();
            try (ResultSet row = Objects.requireNonNull(statement.getResultSet())) {
                while (row.next()) {
                    String value = row.getString(2);
                    if (value != null) { // unknown to older servers
                        values.put(row.getString(1), value);
                    }
                }
            }
        }
        String source = Objects.requireNonNull(values.remove(PostgresLogin.ZONE_SOURCE));
        return new SessionSettings(values, Optional.of(TimeZoneSource.valueOf(source)));
    }

    /** Quotes each schema: SET rejects keywords, which a search path can contain. */
    private static String quoted(String path) {
        String schemas = SCHEMA.matcher(path)
                .results()
                .filter(schema -> !schema.group().equals("\"\""))
                .map(schema -> schema.group(1) != null
                        ? schema.group()
                        : TableName.quote(schema.group().toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining(", "));
        return schemas.isEmpty() ? "''" : schemas;
    }

    /** Returns the first schema of a search path; empty if it is {@code $user} or the path is empty. */
    static Optional<String> firstSchema(String path) {
        return SCHEMA.matcher(path)
                .results()
                .findFirst()
                .map(schema -> schema.group(1) == null
                        ? schema.group().toLowerCase(Locale.ROOT)
                        : schema.group(1).replaceAll("^\"|\"$", "").replace("\"\"", "\""))
                .filter(name -> !name.equals("$user"));
    }

    private String set(String path) throws SQLException {
        return (connection.getAutoCommit() ? "SET" : "SET LOCAL") + " search_path = " + path;
    }

    @Override
    public void cancelStatement() throws SQLException {
        connection.unwrap(PGConnection.class).cancelQuery();
    }
}
