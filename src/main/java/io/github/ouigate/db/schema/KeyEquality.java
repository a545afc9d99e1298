package io.github.ouigate.db.schema;

import java.util.ArrayList;
import java.util.List;

/**
 * How a foreign key compares its columns: by operators of its own, whatever the search path has, and by the collations of
 * the referenced columns.
 *
 * @param operators the operator of each column, the referenced one on its left; none for a product without a search path
 * @param collations what follows each referencing column: a clause where the referenced one has another collation
 */
public record KeyEquality(List<String> operators, List<String> collations) {
    /** The operator {@code =}. */
    public static final KeyEquality PLAIN = new KeyEquality(List.of(), List.of());

    public KeyEquality {
        operators = List.copyOf(operators);
        collations = List.copyOf(collations);
    }

    /**
     * Returns the condition that some columns equal a row of a query.
     *
     * @param columns those that reference; no column of the query hides them
     * @param query selects the values of those that are referenced
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

    /** Returns the condition that columns which are referenced equal those that reference. */
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
