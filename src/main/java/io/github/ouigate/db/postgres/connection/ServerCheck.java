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

/** Checks, before a session is used, that it is one of PostgreSQL, and that no pooler shares it out by transactions. */
public record ServerCheck(Connection connection, Allowances allowances) {
    /** As PostgreSQL and its packages write it; what others have made of it adds a name of its own. */
    private static final Pattern PLAIN = Pattern.compile("PostgreSQL \\d+(\\.\\d+|devel|(alpha|beta|rc)\\d+)"
            + "( \\((Debian|Ubuntu|Raspbian|Homebrew|MacPorts|Postgres\\.app|PGDG)\\b[^)]*\\))?"
            + "( on [^,]+)?, compiled by .*, (32|64)-bit");

    /** Asks for nothing but what every server of this protocol can tell, and leaves nothing behind. */
    private static final String WHO = "SELECT pg_catalog.version(), pg_catalog.pg_backend_pid()";

    private record Answer(String version, int process) {}

    /**
     * Checks it.
     *
     * @param where the way to the server, for people
     * @throws RefusedException if it is another server, or behind a pooler, and the operator does not answer for that
     */
    public void check(String where) throws SQLException {
        Answer answer = new Rows(connection).one(WHO, row -> new Answer(row.getString(1), row.getInt(2)));
        if (unknown(answer.version())
                .filter(server -> !server.isNamedBy(allowances.servers()))
                .isPresent()) {
            throw new RefusedException(Message.of("connect.other-server", where, answer.version()));
        }
        // A pooler names a process of its own to its clients: for a session, it may have several of the server.
        int named = connection.unwrap(PGConnection.class).getBackendPID();
        if (named != answer.process() && !allowances.sessionPooler()) {
            throw new RefusedException(Message.of("connect.pooler", where));
        }
    }

    /** Returns what answered, if that is not what {@code version()} returns on PostgreSQL itself. */
    public static Optional<UnknownPart> unknown(String version) {
        return PLAIN.matcher(version).matches()
                ? Optional.empty()
                : Optional.of(new UnknownPart(UnknownPart.Kind.SERVER, version));
    }
}
