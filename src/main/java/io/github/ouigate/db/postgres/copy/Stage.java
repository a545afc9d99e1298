package io.github.ouigate.db.postgres.copy;

import io.github.ouigate.db.schema.TableName;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A temporary table for rows of a table.
 *
 * @param columns those that the rows have values of
 * @param casts what makes a value of the table one of the temporary table, by column: those of domains have other types
 */
record Stage(TableName temporary, List<String> columns, Map<String, String> casts) {
    String sql() {
        return temporary.sql();
    }

    /** Returns the condition that a row {@code t} of the table has the values of {@code s}. */
    String sameValues() {
        return row("s.", Map.of()) + " OPERATOR(pg_catalog.*=) " + row("t.", casts);
    }

    /** Returns the columns of a row as one value, which is compared byte for byte: a type need not have an equality. */
    private String row(String prefix, Map<String, String> cast) {
        return columns.stream()
                .map(column -> prefix + TableName.quote(column) + cast.getOrDefault(column, ""))
                .collect(Collectors.joining(", ", "ROW(", ")::pg_catalog.record"));
    }
}
