package io.github.ouigate.db.postgres.copy;

import io.github.ouigate.db.schema.TableName;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A temporary table for rows of a table.
 *
 * @param columns the columns that the rows have values for
 * @param casts the casts from a column's type to the temporary table's, by column; they differ for domains
 */
record Stage(TableName temporary, List<String> columns, Map<String, String> casts) {
    String sql() {
        return temporary.sql();
    }

    /** Returns a condition that a row {@code t} of the table has the values of {@code s}. */
    String sameValues() {
        return row("s.", Map.of()) + " OPERATOR(pg_catalog.*=) " + row("t.", casts);
    }

    /** Returns a row's columns as one record for a byte-wise comparison, since a type may lack an equality operator. */
    private String row(String prefix, Map<String, String> cast) {
        return columns.stream()
                .map(column -> prefix + TableName.quote(column) + cast.getOrDefault(column, ""))
                .collect(Collectors.joining(", ", "ROW(", ")::pg_catalog.record"));
    }
}
