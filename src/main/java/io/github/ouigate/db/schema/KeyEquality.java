package io.github.ouigate.db.schema;

import java.util.ArrayList;
import java.util.List;

/**
 * How a foreign key compares its columns: with the operators in the catalog, independent of the search path, and with
 * the collations of the referenced columns.
 *
 * @param operators the operator of each column, with the referenced column on its left; empty on a product without a
 *     search path
 * @param collations the COLLATE clause of each referencing column; empty if both columns have the same collation
 */
public record KeyEquality(List<String> operators, List<String> collations) {
    /** The operator {@code =} and no collations. */
    public static final KeyEquality PLAIN = new KeyEquality(List.of(), List.of());

    public KeyEquality {
        operators = List.copyOf(operators);
        collations = List.copyOf(collations);
    }

    /**
     * Returns a condition that is true if some columns equal a row of a query.
     *
     * @param columns the referencing columns; the query must not have columns that hide them
     * @param query selects the values of the referenced columns
     */
    public String among(List<String> columns, String query) {
        String row = "(" + String.join(", ", collated(columns)) + ")";
        if (operators.isEmpty()) {
            return row + " IN (" + query + ")";
        }
        if (operators.stream().distinct().count() == 1) {
            return row + " " + operators.get(0) + " ANY (" + query + ")";
        }
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= columns.size(); i++) {
            names.add("\"ouigate key " + i + "\"");
        }
        return "EXISTS (SELECT FROM (" + query + ") AS \"ouigate keys\" (" + String.join(", ", names) + ") WHERE "
                + equal(names, columns) + ")";
    }

    /** Returns a condition that is true if the referenced columns equal the referencing ones. */
    public String equal(List<String> referenced, List<String> referencing) {
        List<String> equal = new ArrayList<>();
        List<String> collated = collated(referencing);
        for (int i = 0; i < referenced.size(); i++) {
            String operator = operators.isEmpty() ? "=" : operators.get(i);
            equal.add(referenced.get(i) + " " + operator + " " + collated.get(i));
        }
        return String.join(" AND ", equal);
    }

    private List<String> collated(List<String> referencing) {
        List<String> collated = new ArrayList<>(referencing);
        for (int i = 0; i < collations.size(); i++) {
            collated.set(i, referencing.get(i) + collations.get(i));
        }
        return collated;
    }
}
