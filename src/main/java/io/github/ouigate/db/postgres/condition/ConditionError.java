package io.github.ouigate.db.postgres.condition;

import io.github.ouigate.db.Rows;
import io.github.ouigate.message.SimilarNames;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * The server's error for an invalid condition. No row has been read yet, so that the message contains only parts of the
 * condition.
 *
 * @param statement the statement that contains the condition
 */
record ConditionError(SQLException error, String statement) {
    /** The queries for existing names, by the SQLSTATE of errors for which the server gives no hint. */
    private static final Map<String, String> NAMES = Map.of(
            "42883", "SELECT DISTINCT proname FROM pg_proc",
            "42P01", "SELECT DISTINCT relname FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'f')");

    private static final Pattern NAME = Pattern.compile("(?:[\\w$]+\\.)?([\\w$]+)");

    /** Returns the server's message with its hint. */
    String text() {
        String hint = said().map(ServerErrorMessage::getHint)
                .map(text -> " (" + text + ")")
                .orElse("");
        return error.getMessage() + hint;
    }

    /** Returns an existing name similar to the one that the server does not find. */
    Optional<String> similar(Rows rows) throws SQLException {
        String names = NAMES.get(String.valueOf(error.getSQLState()));
        int position = said().map(ServerErrorMessage::getPosition).orElse(0);
        if (names == null || position < 1 || position > statement.length()) {
            return Optional.empty();
        }
        Matcher name = NAME.matcher(statement).region(position - 1, statement.length());
        return name.lookingAt()
                ? SimilarNames.of(name.group(1), rows.list(names, row -> row.getString(1))).stream()
                        .findFirst()
                : Optional.empty();
    }

    private Optional<ServerErrorMessage> said() {
        return error instanceof PSQLException server
                ? Optional.ofNullable(server.getServerErrorMessage())
                : Optional.empty();
    }
}
