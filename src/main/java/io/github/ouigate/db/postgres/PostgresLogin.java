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
 * Prepares a session after its login, identically for every purpose. The driver sends the JVM's time zone and the ISO
 * date style, which override the settings of role and database; these are restored. The search path is then set to the
 * system catalog. The database's own search path is kept in a setting for {@link PostgresSession#useDatabasePath}. All
 * settings are sent after the login, because connection poolers reject settings in the startup packet.
 */
final class PostgresLogin {
    /** Holds the search path of role and database, preceded by the first existing schema. */
    static final String DATABASE_PATH = "ouigate.search_path";

    /** Holds the existing schemas of this path, as an array. */
    static final String SCHEMAS = "ouigate.schemas";

    /** Holds the source of the time zone. */
    static final String ZONE_SOURCE = "ouigate.time_zone_source";

    /** The temporary schema comes last: otherwise temporary tables would hide catalog tables. */
    static final String CATALOG_PATH = "pg_catalog, pg_temp";

    static final String STRINGS = "standard_conforming_strings";
    static final String PATH = SessionSettings.SEARCH_PATH;

    /** The settings that affect the meaning of a condition or the text form of a value. */
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

    /** The server's default time zone. */
    private static final String DEFAULT_ZONE = "GMT";

    /** The SQLSTATE of an invalid value for a setting: invalid_parameter_value. */
    private static final String UNKNOWN_VALUE = "22023";

    private static final Pattern ZONE_OPTION = Pattern.compile("(?i)\"(?:-c\\s*|--)?timezone=([^\"]*)\"");
    private static final Logger LOG = Logger.getLogger(PostgresLogin.class.getName());

    /** The SQLSTATE of a missing privilege: insufficient_privilege. */
    private static final String DENIED = "42501";

    /** Qualifies all names and operators, since others may create objects in the schemas of the current search path. */
    private static final String LEAVE_DATABASE_PATH = """
            SELECT pg_catalog.set_config('%s', pg_catalog.concat_ws(', ', pg_catalog.quote_ident(pg_catalog.current_schema()),
                                         pg_catalog.current_setting('search_path')), false),
                   pg_catalog.set_config('%s', pg_catalog.current_schemas(false)::pg_catalog.text, false),
                   pg_catalog.set_config('search_path', '%s', false)""".formatted(DATABASE_PATH, SCHEMAS, CATALOG_PATH);

    private static final String USED_SCHEMAS = "pg_catalog.array_to_string(pg_catalog.current_schemas(false), ', ')";

    /** Returns no row if the search path comes from the role, the database or the server. */
    private static final String REQUESTED_SCHEMAS = "SELECT " + USED_SCHEMAS + """
             FROM pg_catalog.pg_settings
            WHERE name OPERATOR(pg_catalog.=) 'search_path' AND source OPERATOR(pg_catalog.=) 'client'""";

    /**
     * The driver closes a session whose DateStyle is not ISO; it is notified only of the last value in a statement. The
     * settings after it are changed only if necessary, because not every role can change them.
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

    /** Prepares the session and returns the views and functions that the role lacks privileges on. */
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
            LOG.log(Level.FINE, "the server's platform does not support all client checks", e);
            Own own = leaveDatabasePath("");
            applyClientChecks();
            return own;
        }
    }

    /** Changes the search path and reads the settings in one message. */
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

    private void applyClientChecks() {
        for (Map.Entry<String, String> setting : OwnSettings.WATCH_CLIENT.entrySet()) {
            try {
                rows.execute("SET " + setting.getKey() + " = " + setting.getValue());
            } catch (SQLException e) {
                LOG.log(Level.FINE, "the server's platform does not support a client check", e);
            }
        }
    }

    /**
     * Sets the search path of a saved document.
     *
     * @throws RefusedException if the connection requests other schemas in its URL or PGOPTIONS
     */
    private void usePath(String path) throws SQLException {
        List<String> asked = requestedSchemas();
        rows.one("SELECT pg_catalog.set_config('search_path', ?, false)", row -> true, path);
        String saved = rows.one("SELECT " + USED_SCHEMAS, row -> row.getString(1));
        if (!asked.isEmpty() && !asked.contains(saved)) {
            throw new RefusedException(Message.of("session.other-schemas", asked, saved));
        }
    }

    /**
     * Returns the schemas that the connection requests. If the role cannot read the source of the search path, the
     * current schemas count as requested.
     */
    private List<String> requestedSchemas() throws SQLException {
        try {
            return rows.list(REQUESTED_SCHEMAS, row -> row.getString(1));
        } catch (SQLException e) {
            if (!DENIED.equals(e.getSQLState())) {
                throw e;
            }
            return rows.list("SELECT " + USED_SCHEMAS, row -> row.getString(1));
        }
    }

    /**
     * The settings in pg_db_role_setting for this role and database.
     *
     * @param configurationReadable whether the role can read the server's configuration
     * @param denied the views and functions that the role lacks privileges on
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

    /**
     * Returns the settings of a saved document. The document can be edited, so that only settings in {@link #MEANING}
     * are used.
     */
    private Map<String, String> givenOthers() {
        Map<String, String> others = new TreeMap<>(request.others());
        others.keySet().retainAll(MEANING);
        others.keySet().removeAll(Set.of(SessionSettings.TIME_ZONE, PATH, STRINGS));
        return others;
    }

    /** Returns the time zone of the server's command line, else of its files; empty if the role cannot read both. */
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
