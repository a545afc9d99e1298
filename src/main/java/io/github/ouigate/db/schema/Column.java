package io.github.ouigate.db.schema;

import java.util.List;

/**
 * A column of a table.
 *
 * @param type as the server names it, with its schema where that is not the server's own
 * @param generated whether the server computes its values
 * @param identity whether the server gives out its values
 */
public record Column(String name, String type, boolean generated, boolean identity) {
    /** Returns the columns of some names, in the order of the names. */
    public static List<Column> named(List<String> names, List<Column> columns) {
        return names.stream()
                .map(name -> columns.stream()
                        .filter(column -> column.name.equals(name))
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    /** Returns the names of those of some columns that hold values of their own: what a copy has of a row. */
    public static List<String> stored(List<Column> columns) {
        return columns.stream()
                .filter(column -> !column.generated)
                .map(Column::name)
                .toList();
    }
}
