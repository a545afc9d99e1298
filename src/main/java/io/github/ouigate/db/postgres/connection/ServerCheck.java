package io.github.ouigate.db.postgres.connection;

import io.github.ouigate.db.Rows;
import io.github.ouigate.db.ServerInfo.UnknownPart;
import io.github.ouigate.db.url.ConnectionSettings.Allowances;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.RefusedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;

/** Checks at the start of a session that the server is PostgreSQL and that no pooler works in transaction mode. */
public record ServerCheck(Connection connection, Allowances allowances) {
    /** The version text of PostgreSQL and its packages; forks add a name of their own. */
    private static final Pattern PLAIN = Pattern.compile("PostgreSQL \\d+(\\.\\d+|devel|(alpha|beta|rc)\\d+)"
            + "( \\((Debian|Ubuntu|Raspbian|Homebrew|MacPorts|Postgres\\.app|PGDG)\\b[^)]*\\))?"
            + "( on [^,]+)?, compiled by .*, (32|64)-bit");

    /** Uses only functions that every server of this protocol has, and has no side effects. */
    private static final String WHO = "SELECT pg_catalog.version(), pg_catalog.pg_backend_pid()";

    private record Answer(String version, int process) {}

    /**
     * Checks the session.
     *
     * @param where the server, for people
     * @throws RefusedException if it is another server or behind a pooler, and the operator has not allowed that
     */
    public void check(String where) throws SQLException {
        Answer answer = new Rows(connection).one(WHO, row -> new Answer(row.getString(1), row.getInt(2)));
        if (unknown(answer.version())
                .filter(server -> !server.isNamedBy(allowances.servers()))
                .isPresent()) {
            throw new RefusedException(Message.of("connect.other-server", where, answer.version()));
        }
        // A pooler reports a process ID of its own, and may use several server processes for one session.
        int named = connection.unwrap(PGConnection.class).getBackendPID();
        if (named != answer.process() && !allowances.sessionPooler()) {
            throw new RefusedException(Message.of("connect.pooler", where));
        }
    }

    /** Returns the version as an unknown part, unless it has the form of PostgreSQL's own {@code version()}. */
    public static Optional<UnknownPart> unknown(String version) {
        return PLAIN.matcher(version).matches()
                ? Optional.empty()
                : Optional.of(new UnknownPart(UnknownPart.Kind.SERVER, version));
    }
}
