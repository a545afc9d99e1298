package io.github.ouigate.db.postgres;

import io.github.ouigate.db.LiquibaseNames;
import io.github.ouigate.db.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The names of a job as written by Liquibase and read by PostgreSQL. */
final class PostgresNames extends LiquibaseNames {
    private static final Pattern CAPITAL = Pattern.compile("[A-Z]");
    private static final Pattern SMALL = Pattern.compile("[a-z]");
    private static final Pattern CAPITALS_ONLY = Pattern.compile("[A-Z_][A-Z0-9_]*");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\u2028\\u2029]");

    /** The reserved word, since PostgreSQL 16, that is missing in PostgresDatabase.isReservedWord. */
    private static final String UNKNOWN_TO_LIQUIBASE = "system_user";

    private final Rows rows;
    private final ReservedWords reserved;

    PostgresNames(Connection connection, ReservedWords reserved) {
        this.rows = new Rows(connection);
        this.reserved = reserved;
    }

    /**
     * Follows PostgresDatabase.escapeObjectName. It puts a name in mixed case into quotes without escaping, quotes
     * reserved words and names with special characters correctly, and leaves all others unquoted, so that the server
     * folds them. Its patterns do not match across line breaks.
     */
    @Override
    public Optional<String> table(String name) throws SQLException {
        boolean capitals = CAPITAL.matcher(name).find();
        boolean quotedRaw = capitals && SMALL.matcher(name).find();
        if (CONTROL.matcher(name).find() || (quotedRaw && name.indexOf('"') >= 0)) {
            return Optional.empty();
        }
        boolean isFolded = capitals && CAPITALS_ONLY.matcher(name).matches() && !isReserved(name);
        return Optional.of(isFolded ? folded(name) : name);
    }

    /** Follows AbstractJdbcDatabase.escapeObjectName, which trims a schema's name first. */
    @Override
    public Optional<String> schema(String name) throws SQLException {
        return name.equals(name.trim()) && !name.equalsIgnoreCase(UNKNOWN_TO_LIQUIBASE)
                ? table(name)
                : Optional.empty();
    }

    @Override
    protected String folded(String word) {
        return word.toLowerCase(Locale.ROOT);
    }

    private boolean isReserved(String word) throws SQLException {
        return !word.equalsIgnoreCase(UNKNOWN_TO_LIQUIBASE) && reserved.contains(rows, folded(word));
    }
}
