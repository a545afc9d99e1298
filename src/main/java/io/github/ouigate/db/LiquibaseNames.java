package io.github.ouigate.db;

import io.github.ouigate.db.schema.TableName;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Predicts how Liquibase writes the names of a job into its statements, and which table the server then finds. The plan
 * uses it before Liquibase is loaded. A run checks the actual statement before each delete.
 */
public abstract class LiquibaseNames {
    private static final String PART = "(?:\"((?:[^\"]|\"\")+)\"|([A-Za-z_][A-Za-z0-9_]*))";
    private static final Pattern TABLE = Pattern.compile(PART + "\\." + PART);

    /**
     * Returns the table name in the statements that Liquibase generates for {@code name}; empty if Liquibase does not
     * quote the name correctly, so that the statement would name another table or contain several statements.
     */
    public abstract Optional<String> table(String name) throws SQLException;

    /** Returns the same for the name of a schema. */
    public abstract Optional<String> schema(String name) throws SQLException;

    /** Returns an unquoted name as the server folds it. */
    protected abstract String folded(String word);

    /** Parses a table name in SQL; empty if the text is not {@code schema.table}. */
    public final Optional<TableName> read(String sql) {
        Matcher parts = TABLE.matcher(sql);
        return parts.matches() ? Optional.of(new TableName(part(parts, 1), part(parts, 3))) : Optional.empty();
    }

    private String part(Matcher parts, int group) {
        String quoted = parts.group(group);
        return quoted == null ? folded(parts.group(group + 1)) : quoted.replace("\"\"", "\"");
    }
}
