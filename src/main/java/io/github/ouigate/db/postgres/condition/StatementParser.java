package io.github.ouigate.db.postgres.condition;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Parser;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.jdbc.PreferQueryMode;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

/** Lets the server parse statements without planning or executing them. Requires a transaction. */
final class StatementParser {
    private static final String SYNTAX_ERROR = "42601";
    private static final String TREE = "rewritten parse tree";
    private static final int PARSE_AND_DESCRIBE =
            QueryExecutor.QUERY_ONESHOT | QueryExecutor.QUERY_DESCRIBE_ONLY | QueryExecutor.QUERY_SUPPRESS_BEGIN;

    private final QueryExecutor executor;

    StatementParser(Connection connection) throws SQLException {
        this.executor = connection.unwrap(BaseConnection.class).getQueryExecutor();
    }

    /**
     * Returns the parse trees that the server logs for a statement. Question marks are operators.
     *
     * @throws SQLException if the server cannot parse it, or the driver would split it into several statements
     */
    List<String> parse(String sql) throws SQLException {
        if (hasParameter(sql)) {
            throw new SQLException("a parameter, such as $1", SYNTAX_ERROR);
        }
        Query query = executor.createQuery(sql, false, false).query;
        if (query.getSubqueries() != null) {
            throw new SQLException("more than one statement", SYNTAX_ERROR);
        }
        Trees trees = new Trees();
        PreferQueryMode mode = executor.getPreferQueryMode();
        executor.setPreferQueryMode(PreferQueryMode.EXTENDED); // a simple query would be executed
        try {
            executor.execute(query, null, trees, 0, 0, PARSE_AND_DESCRIBE);
        } finally {
            executor.setPreferQueryMode(mode);
        }
        return trees.texts;
    }

    /**
     * Returns whether the statement has a {@code $1} outside quotes and comments; the driver mishandles the answer to
     * it.
     */
    private boolean hasParameter(String sql) {
        char[] text = sql.toCharArray();
        for (int i = 0; i < text.length - 1; i++) {
            switch (text[i]) {
                case '\'' -> i = Parser.parseSingleQuotes(text, i, executor.getStandardConformingStrings());
                case '"' -> i = Parser.parseDoubleQuotes(text, i);
                case '-' -> i = Parser.parseLineComment(text, i);
                case '/' -> i = Parser.parseBlockComment(text, i);
                case '$' -> {
                    if (Character.isDigit(text[i + 1]) && (i == 0 || !Parser.isIdentifierContChar(text[i - 1]))) {
                        return true;
                    }
                    i = Parser.parseDollarQuotes(text, i);
                }
                default -> {}
            }
        }
        return false;
    }

    /** Collects the server's notices about a statement. */
    private static final class Trees extends ResultHandlerBase {
        private final List<String> texts = new ArrayList<>();

        @Override
        public void handleWarning(SQLWarning warning) {
            ServerErrorMessage message = warning instanceof PSQLWarning said ? said.getServerErrorMessage() : null;
            if (message != null
                    && String.valueOf(message.getMessage()).startsWith(TREE)
                    && message.getDetail() != null) {
                texts.add(message.getDetail());
            }
        }
    }
}
