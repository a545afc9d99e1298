package io.github.ouigate.db.schema;

import java.util.List;

/**
 * A column of a table.
 *
 * @param type the type's name, schema-qualified unless it is in {@code pg_catalog}
 * @param generated whether it is a generated column
 * @param identity whether it is an identity column
 */
public record Column(String name, String type, boolean generated, boolean identity) {
    /** Returns the columns named in {@code names}, in that order. */
    public static List<Column> named(List<String> names, List<Column> columns) {
        return names.stream()
                .map(name -> columns.stream()
                        .filter(column -> column.name.equals(name))
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    /** Returns the names of the columns that are not generated; these are the columns in a copy. */
    public static List<String> stored(List<Column> columns) {
        return columns.stream()
                .filter(column -> !column.generated)
                .map(Column::name)
                .toList();
    }
}
