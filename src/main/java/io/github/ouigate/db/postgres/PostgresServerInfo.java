package io.github.ouigate.db.postgres;

import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.db.Rows;
import io.github.ouigate.db.ServerInfo;
import io.github.ouigate.db.postgres.connection.ServerCheck;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.io.Resources;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Information from a PostgreSQL server about itself and the session. */
record PostgresServerInfo(Rows rows, DeniedReads denied) implements ServerInfo {
    private static final String UNTRANSLATABLE = "22P05";
    private static final String NOT_UTF8 = "22021";

    /** Reads the environment from the database's own setting first, since a session can override it. */
    @Override
    public DatabaseIdentity identity() throws SQLException {
        String sql = """
                SELECT split_part(current_setting('server_version'), ' ', 1), current_database(),
                       host(inet_server_addr()) || ':' || inet_server_port(),
                       (SELECT system_identifier::text FROM pg_control_system()),
                       (SELECT oid::text FROM pg_database WHERE datname = current_database()),
                       coalesce((SELECT substr(setting, strpos(setting, '=') + 1)
                                 FROM pg_db_role_setting, unnest(setconfig) AS setting
                                 WHERE setrole = 0 AND setting LIKE 'ouigate.environment=%'
                                   AND setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())),
                                nullif(current_setting('ouigate.environment', true), '')), current_user,
                       coalesce((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false)""";
        return rows.one(
                denied.without(sql),
                row -> new DatabaseIdentity(
                        "PostgreSQL",
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        row.getBoolean(8)));
    }

    @Override
    public ConnectionState connectionState() throws SQLException {
        String sql = """
                SELECT current_setting('in_hot_standby') = 'on', current_setting('default_transaction_read_only') = 'on',
                       coalesce(inet_client_addr() <> inet_server_addr()
                                AND NOT inet_client_addr() <<= '127.0.0.0/8' AND inet_client_addr() <> '::1', false)
                       AND NOT EXISTS (SELECT FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl)
                       AND NOT EXISTS (SELECT FROM pg_stat_gssapi WHERE pid = pg_backend_pid() AND encrypted)""";
        boolean encryptionKnown = !denied.hasView("pg_stat_ssl", "pg_stat_gssapi");
        return rows.one(
                denied.without(sql),
                row -> new ConnectionState(row.getBoolean(1), row.getBoolean(2), encryptionKnown && row.getBoolean(3)));
    }

    /** Sends the text as a parameter, which the server converts before anything else. */
    @Override
    public boolean hasCharacters(String text) throws SQLException {
        if (isAscii(text)) {
            return true;
        }
        boolean transaction = !rows.connection().getAutoCommit();
        Savepoint before = transaction ? rows.connection().setSavepoint() : null;
        try {
            return rows.one("SELECT ? IS NOT NULL", row -> row.getBoolean(1), text);
        } catch (SQLException e) {
            if (!UNTRANSLATABLE.equals(e.getSQLState())) {
                throw e;
            }
            if (before != null) {
                rows.connection().rollback(before);
            }
            return false;
        }
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(character -> character < 128);
    }

    /**
     * In SQL_ASCII, columns are limited by bytes, so that characters beyond ASCII are replaced although any byte is
     * accepted.
     */
    @Override
    public String withKnownCharacters(String text) throws SQLException {
        if (isAscii(text)) {
            return text;
        }
        boolean ascii = rows.one("SELECT getdatabaseencoding() = 'SQL_ASCII'", row -> row.getBoolean(1));
        StringBuilder known = new StringBuilder();
        for (int character : text.codePoints().toArray()) {
            String one = Character.toString(character);
            known.append((ascii ? isAscii(one) : hasCharacters(one)) ? one : "?");
        }
        return known.toString();
    }

    /** The driver reads only UTF-8, but the server sends the bytes of SQL_ASCII unconverted. */
    @Override
    public Optional<List<String>> unreadable(SQLException failure) throws SQLException {
        return NOT_UTF8.equals(failure.getSQLState())
                ? Optional.of(rows.list(
                        denied.without(Resources.text(PostgresServerInfo.class, "unreadable-names.sql")),
                        row -> row.getString(1)))
                : Optional.empty();
    }

    @Override
    public List<UnknownPart> unknownParts(Collection<TableName> tables) throws SQLException {
        List<UnknownPart> parts = new ArrayList<>();
        ServerCheck.unknown(rows.one("SELECT version()", row -> row.getString(1)))
                .ifPresent(parts::add);
        parts.addAll(rows.list(
                PostgresTables.FAMILY + Resources.text(PostgresServerInfo.class, "unknown-parts.sql"),
                row -> new UnknownPart(UnknownPart.Kind.valueOf(row.getString(1)), row.getString(2)),
                PostgresTables.sql(tables)));
        return parts;
    }

    @Override
    public boolean countsWrites() throws SQLException {
        String sql = """
                SELECT current_setting('track_counts')::boolean
                       AND has_function_privilege('pg_stat_get_xact_tuples_inserted(oid)', 'EXECUTE')
                       AND has_function_privilege('pg_stat_get_xact_tuples_updated(oid)', 'EXECUTE')
                       AND has_function_privilege('pg_stat_get_xact_tuples_deleted(oid)', 'EXECUTE')""";
        return !denied.hasView("pg_locks") && rows.one(sql, row -> row.getBoolean(1));
    }

    @Override
    public List<String> deniedReads() {
        return denied.names();
    }
}
