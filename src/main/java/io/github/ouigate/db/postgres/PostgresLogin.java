package io.github.ouigate.db.postgres;

import io.github.ouigate.db.Rows;
import io.github.ouigate.io.Resources;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
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

    /** Before the catalog, a name would mean a temporary table of the session. */
    static final String CATALOG_PATH = "pg_catalog, pg_temp";

    /** The server's own choice where nothing is configured. */
    private static final String DEFAULT_ZONE = "GMT";

    private static final Pattern ZONE_OPTION = Pattern.compile("(?i)\"(?:-c\\s*|--)?timezone=([^\"]*)\"");
    private static final Logger LOG = Logger.getLogger(PostgresLogin.class.getName());

    /** Calls no operator, and nothing of another schema: the session still has a path that others may write to. */
    private static final String LEAVE_DATABASE_PATH = """
            SELECT pg_catalog.set_config('%s', pg_catalog.concat_ws(', ', pg_catalog.quote_ident(pg_catalog.current_schema()),
                                         pg_catalog.current_setting('search_path')), false),
                   pg_catalog.set_config('%s', pg_catalog.current_schemas(false)::pg_catalog.text, false),
                   pg_catalog.set_config('search_path', '%s', false)""".formatted(DATABASE_PATH, SCHEMAS, CATALOG_PATH);

    /** In the order in which servers on other systems know of these settings. */
    private static final String[] WATCH_CLIENT = {
        "SET client_connection_check_interval = 1000",
        "SET tcp_keepalives_idle = 4",
        "SET tcp_keepalives_interval = 2",
        "SET tcp_keepalives_count = 3",
        "SET tcp_user_timeout = 10000"
    };

    private final Rows rows;

    PostgresLogin(Connection connection) {
        this.rows = new Rows(connection);
    }

    void prepare() throws SQLException {
        rows.execute(LEAVE_DATABASE_PATH);
        Own own = rows.one(
                Resources.text(PostgresLogin.class, "own-settings.sql"),
                row -> new Own(row.getString(1), row.getString(2), row.getBoolean(3)));
        String zone = own.zone() != null ? own.zone() : configuredZone(own).orElse("UTC");
        // The driver ends a session whose dates are not ISO; it hears of the last value of a statement only.
        rows.one("""
                SELECT set_config('TimeZone', ?, false),
                       set_config('DateStyle', coalesce(?, current_setting('DateStyle')), false),
                       set_config('DateStyle', 'ISO', false),
                       set_config('row_security', 'off', false),
                       set_config('standard_conforming_strings', 'on', false)""", row -> true, zone, own.dateStyle());
        watchClient();
    }

    /**
     * What pg_db_role_setting has for this role and this database.
     *
     * @param configurationReadable whether the role may read the server's configuration
     */
    private record Own(@Nullable String zone, @Nullable String dateStyle, boolean configurationReadable) {}

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

    /**
     * Has the server notice within a second that its client has died, even in the middle of a statement, and within ten
     * that its machine or the network has.
     */
    private void watchClient() {
        try {
            rows.execute(String.join(";", WATCH_CLIENT));
        } catch (SQLException all) {
            try {
                rows.execute(WATCH_CLIENT);
            } catch (SQLException e) {
                LOG.log(Level.FINE, "the server's platform cannot watch its clients", e);
            }
        }
    }
}
