package io.github.ouigate.db.postgres;

import io.github.ouigate.db.Rows;
import io.github.ouigate.db.session.SessionSettings;
import io.github.ouigate.db.session.SessionSettings.TimeZoneSource;
import io.github.ouigate.db.url.SessionRequest;
import io.github.ouigate.io.Resources;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.RefusedException;
import io.github.ouigate.message.UsageException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Prepares a session right after its login, in the same way for every purpose. The driver logs in with the time zone of the
 * JVM and with ISO dates, over what the role and the database have set: those are set again. From then on, names and
 * operators mean the server's own; the database's own search path is kept in a setting, for {@link
 * PostgresSession#useDatabasePath}. (Connection poolers refuse settings in a login, so they are all set after it.)
 */
final class PostgresLogin {
    /** Holds the search path of role and database; the schema that it finds first stands before it. */
    static final String DATABASE_PATH = "ouigate.search_path";

    /** Holds the schemas that this path finds, as an array. */
    static final String SCHEMAS = "ouigate.schemas";

    /** Holds where the time zone is from. */
    static final String ZONE_SOURCE = "ouigate.time_zone_source";

    /** Before the catalog, a name would mean a temporary table of the session. */
    static final String CATALOG_PATH = "pg_catalog, pg_temp";

    static final String STRINGS = "standard_conforming_strings";
    static final String PATH = SessionSettings.SEARCH_PATH;

    /** What a condition can mean other rows by, and a value be written otherwise by. */
    static final List<String> MEANING = List.of(
            SessionSettings.TIME_ZONE,
            "timezone_abbreviations",
            "DateStyle",
            "IntervalStyle",
            PATH,
            STRINGS,
            "backslash_quote",
            "array_nulls",
            "transform_null_equals",
            "quote_all_identifiers",
            "bytea_output",
            "extra_float_digits",
            "xmlbinary",
            "xmloption",
            "default_text_search_config",
            "gin_fuzzy_search_limit",
            "lc_monetary",
            "lc_numeric",
            "lc_time");

    /** The server's own choice where nothing is configured. */
    private static final String DEFAULT_ZONE = "GMT";

    /** What the server says of a value that a setting cannot have: invalid_parameter_value. */
    private static final String UNKNOWN_VALUE = "22023";

    private static final Pattern ZONE_OPTION = Pattern.compile("(?i)\"(?:-c\\s*|--)?timezone=([^\"]*)\"");
    private static final Logger LOG = Logger.getLogger(PostgresLogin.class.getName());

    /** What the server says to a role that may not change a setting: insufficient_privilege. */
    private static final String DENIED = "42501";

    /** Calls no operator, and nothing of another schema: the session still has a path that others may write to. */
    private static final String LEAVE_DATABASE_PATH = """
            SELECT pg_catalog.set_config('%s', pg_catalog.concat_ws(', ', pg_catalog.quote_ident(pg_catalog.current_schema()),
                                         pg_catalog.current_setting('search_path')), false),
                   pg_catalog.set_config('%s', pg_catalog.current_schemas(false)::pg_catalog.text, false),
                   pg_catalog.set_config('search_path', '%s', false)""".formatted(DATABASE_PATH, SCHEMAS, CATALOG_PATH);

    private static final String USED_SCHEMAS = "pg_catalog.array_to_string(pg_catalog.current_schemas(false), ', ')";

    /** Has no row where the path is that of the role, the database or the server. */
    private static final String ASKED_SCHEMAS = "SELECT " + USED_SCHEMAS + """
             FROM pg_catalog.pg_settings
            WHERE name OPERATOR(pg_catalog.=) 'search_path' AND source OPERATOR(pg_catalog.=) 'client'""";

    /**
     * The driver ends a session whose dates are not ISO; it hears only of the last value that a statement sets. What follows
     * is changed only where it has to be, because not every role may change it.
     */
    private static final String SET_OWN = """
            SELECT set_config('TimeZone', ?, false), set_config('%s', ?, false),
                   set_config('DateStyle', coalesce(?, current_setting('DateStyle')), false),
                   set_config('DateStyle', 'ISO', false),
                   set_config('standard_conforming_strings', 'on', false),
                   CASE WHEN current_setting('synchronous_commit') = 'off'
                        THEN set_config('synchronous_commit', 'on', false) END,
                   CASE WHEN current_setting('session_replication_role') <> 'origin'
                        THEN set_config('session_replication_role', 'origin', false) END,
                   (SELECT set_config('default_tablespace', '', false) FROM pg_tablespace
                    WHERE spcname = current_setting('default_tablespace')
                      AND NOT has_tablespace_privilege(oid, 'CREATE'))""".formatted(ZONE_SOURCE);

    private final Connection connection;
    private final Rows rows;
    private final SessionRequest request;

    PostgresLogin(Connection connection, SessionRequest request) {
        this.connection = connection;
        this.rows = new Rows(connection);
        this.request = request;
    }

    /** Returns what the role may not read. */
    DeniedReads prepare() throws SQLException {
        String givenPath = request.others().get(PATH);
        if (givenPath != null) {
            usePath(givenPath);
        }
        Own own = leaveDatabasePath();
        setOwn(zone(own), own.dateStyle());
        return own.denied();
    }

    private Own leaveDatabasePath() throws SQLException {
        try {
            return leaveDatabasePath(OwnSettings.watchClient());
        } catch (SQLException e) {
            LOG.log(Level.FINE, "the server's platform cannot watch its clients in every way", e);
            Own own = leaveDatabasePath("");
            watchClientAsPossible();
            return own;
        }
    }

    /** Sends all in one message. */
    private Own leaveDatabasePath(String more) throws SQLException {
        String relied = OwnSettings.reliedOn(connection.getMetaData().getDatabaseMajorVersion());
        String own = Resources.text(PostgresLogin.class, "own-settings.sql");
        try (Statement statement = connection.createStatement()) {
            statement.execute(LEAVE_DATABASE_PATH + relied + more + ";" + own);
            statement.getMoreResults();
            try (ResultSet row = Objects.requireNonNull(statement.getResultSet())) {
                row.next();
                return new Own(
                        row.getString(1),
                        row.getString(2),
                        row.getBoolean(3),
                        DeniedReads.of(Rows.array(row, 4), Rows.array(row, 5), Rows.array(row, 6)));
            }
        }
    }

    private void watchClientAsPossible() {
        for (Map.Entry<String, String> setting : OwnSettings.WATCH_CLIENT.entrySet()) {
            try {
                rows.execute("SET " + setting.getKey() + " = " + setting.getValue());
            } catch (SQLException e) {
                LOG.log(Level.FINE, "the server's platform cannot do this", e);
            }
        }
    }

    /** Sets the path of a saved document, unless the connection asks for other schemas by itself, in its URL or PGOPTIONS. */
    private void usePath(String path) throws SQLException {
        List<String> asked = askedSchemas();
        rows.one("SELECT pg_catalog.set_config('search_path', ?, false)", row -> true, path);
        String saved = rows.one("SELECT " + USED_SCHEMAS, row -> row.getString(1));
        if (!asked.isEmpty() && !asked.contains(saved)) {
            throw new RefusedException(Message.of("session.other-schemas", asked, saved));
        }
    }

    /** Where the role may not read where the path is from, it is taken for one that was asked for. */
    private List<String> askedSchemas() throws SQLException {
        try {
            return rows.list(ASKED_SCHEMAS, row -> row.getString(1));
        } catch (SQLException e) {
            if (!DENIED.equals(e.getSQLState())) {
                throw e;
            }
            return rows.list("SELECT " + USED_SCHEMAS, row -> row.getString(1));
        }
    }

    /**
     * What pg_db_role_setting has for this role and this database.
     *
     * @param configurationReadable whether the role may read the server's configuration
     * @param denied the views and functions that it may not use
     */
    private record Own(
            @Nullable String zone, @Nullable String dateStyle, boolean configurationReadable, DeniedReads denied) {}

    private record Zone(String name, TimeZoneSource source) {}

    private Zone zone(Own own) {
        if (request.timeZone().isPresent()) {
            return new Zone(request.timeZone().get(), TimeZoneSource.OPTION);
        }
        if (own.zone() != null) {
            return new Zone(own.zone(), TimeZoneSource.DATABASE);
        }
        return configuredZone(own)
                .map(zone -> new Zone(zone, TimeZoneSource.SERVER))
                .or(() -> request.assumedTimeZone().map(zone -> new Zone(zone, TimeZoneSource.DOCUMENT)))
                .orElse(new Zone("UTC", TimeZoneSource.DEFAULT));
    }

    private void setOwn(Zone zone, @Nullable String dateStyle) throws SQLException {
        StringBuilder sql = new StringBuilder(SET_OWN);
        List<@Nullable Object> values = new ArrayList<>();
        values.add(zone.name());
        values.add(zone.source().name());
        values.add(dateStyle);
        for (Map.Entry<String, String> other : givenOthers().entrySet()) {
            sql.append(", set_config(?, ?, false)");
            values.add(other.getKey());
            values.add(other.getValue());
        }
        try {
            rows.one(sql.toString(), row -> true, values.toArray());
        } catch (SQLException e) {
            if (zone.source() == TimeZoneSource.OPTION && UNKNOWN_VALUE.equals(e.getSQLState())) {
                throw new UsageException(Message.of("time-zone.unknown", zone.name()), e);
            }
            if (DENIED.equals(e.getSQLState())) {
                throw new RefusedException(Message.of("connect.replica"), e);
            }
            throw e;
        }
    }

    /** Whoever edits a saved document cannot have other settings set than these. */
    private Map<String, String> givenOthers() {
        Map<String, String> others = new TreeMap<>(request.others());
        others.keySet().retainAll(MEANING);
        others.keySet().removeAll(Set.of(SessionSettings.TIME_ZONE, PATH, STRINGS));
        return others;
    }

    /** Returns the time zone of the server's command line, else of its files; empty if the role may not read both. */
    private Optional<String> configuredZone(Own own) {
        if (!own.configurationReadable()) {
            return Optional.empty();
        }
        String sql = """
                SELECT pg_read_file('postmaster.opts'),
                       (SELECT setting FROM pg_file_settings WHERE lower(name) = 'timezone' AND applied
                        ORDER BY seqno DESC LIMIT 1)""";
        try {
            return rows.one(sql, row -> Optional.of(configuredZone(row.getString(1), row.getString(2))));
        } catch (SQLException e) {
            LOG.log(Level.FINE, "cannot read the server's configuration", e);
            return Optional.empty();
        }
    }

    private static String configuredZone(String commandLine, @Nullable String ofFiles) {
        String zone = ofFiles == null ? DEFAULT_ZONE : ofFiles;
        for (Matcher option = ZONE_OPTION.matcher(commandLine); option.find(); ) {
            zone = option.group(1);
        }
        return zone;
    }
}
