package io.github.ouigate.db;

import io.github.ouigate.db.schema.TableName;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Predicts how Liquibase writes the names of a job into its statements, and which table a server then finds. A plan
 * uses this before Liquibase is loaded; before each delete, a run reads the statement that Liquibase wrote.
 */
public abstract class LiquibaseNames {
    private static final String PART = "(?:\"((?:[^\"]|\"\")+)\"|([A-Za-z_][A-Za-z0-9_]*))";
    private static final Pattern TABLE = Pattern.compile(PART + "\\." + PART);

    /**
     * Returns the table that Liquibase's statements mean where a job says {@code name}; empty if Liquibase does not quote
     * the name as it has to, so that the statement would mean another table, or be several statements.
     */
    public abstract Optional<String> table(String name) throws SQLException;

    /** Returns the same of a schema's name. */
    public abstract Optional<String> schema(String name) throws SQLException;

    /** Returns a name as the server reads it where it stands in a statement without quotes. */
    protected abstract String folded(String word);

    /** Reads a table's name from SQL; empty if that is anything but a schema, a dot and a table. */
    public final Optional<TableName> read(String sql) {
        Matcher parts = TABLE.matcher(sql);
        return parts.matches() ? Optional.of(new TableName(part(parts, 1), part(parts, 3))) : Optional.empty();
    }

    private String part(Matcher parts, int group) {
        String quoted = parts.group(group);
        return quoted == null ? folded(parts.group(group + 1)) : quoted.replace("\"\"", "\"");
    }
}
