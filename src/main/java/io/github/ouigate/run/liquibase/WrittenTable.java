package io.github.ouigate.run.liquibase;

import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.TableName;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a table's name back from the SQL that Liquibase writes, as the server will read it. */
public final class WrittenTable {
    private static final String PART = "(?:\"((?:[^\"]|\"\")+)\"|([A-Za-z_][A-Za-z0-9_]*))";
    private static final Pattern FORM = Pattern.compile(PART + "\\." + PART);

    private WrittenTable() {}

    /** Returns the table; empty if {@code sql} is anything but a schema, a dot and a table. */
    public static Optional<TableName> read(String sql, Dialect dialect) {
        Matcher parts = FORM.matcher(sql);
        return parts.matches()
                ? Optional.of(new TableName(part(parts, 1, dialect), part(parts, 3, dialect)))
                : Optional.empty();
    }

    private static String part(Matcher parts, int group, Dialect dialect) {
        String quoted = parts.group(group);
        return quoted == null ? dialect.folded(parts.group(group + 1)) : quoted.replace("\"\"", "\"");
    }
}
