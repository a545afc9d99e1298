package io.github.ouigate.db.postgres.copy;

import io.github.ouigate.db.Rows;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.io.Resources;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A unique index or an exclusion constraint: no two rows may compare by all of its operators.
 *
 * @param expressions the columns or expressions that it compares
 * @param condition which rows it is of
 * @param nullsEqual whether NULL equals NULL
 * @param ofColumns whether it compares columns of all rows, for equality
 */
record ExclusiveKey(
        String name,
        List<String> expressions,
        List<String> operators,
        String condition,
        boolean nullsEqual,
        boolean ofColumns) {
    static List<ExclusiveKey> of(TableName table, Rows rows) throws SQLException {
        return rows.list(
                Resources.text(ExclusiveKey.class, "exclusive-keys.sql"),
                row -> new ExclusiveKey(
                        row.getString(1),
                        Rows.array(row, 2),
                        Rows.array(row, 3),
                        row.getString(4),
                        row.getBoolean(5),
                        row.getBoolean(6)),
                table.schema(),
                table.name());
    }

    /** Returns FROM and WHERE for the rows of {@code staged} that conflict with some of a table; their values are k0, k1, … */
    String conflicts(String staged, String table) {
        return "FROM (SELECT ctid AS place, " + selected(staged) + ") AS s WHERE EXISTS (SELECT FROM (SELECT "
                + selected(table) + ") AS t WHERE " + matches("t.k", "s.k") + ")";
    }

    private String selected(String table) {
        List<String> named = new ArrayList<>();
        for (int i = 0; i < expressions.size(); i++) {
            named.add(expressions.get(i) + " AS k" + i);
        }
        return String.join(", ", named) + " FROM " + table + " WHERE " + condition;
    }

    private String matches(String one, String other) {
        List<String> matches = new ArrayList<>();
        for (int i = 0; i < expressions.size(); i++) {
            String match = match(one + i, other + i, i);
            matches.add(
                    nullsEqual ? "(" + match + " OR " + one + i + " IS NULL AND " + other + i + " IS NULL)" : match);
        }
        return String.join(" AND ", matches);
    }

    /** Returns the condition that a row {@code t} has the key of {@code s}; only for a key of columns. */
    String sameColumns() {
        List<String> same = new ArrayList<>();
        for (int i = 0; i < expressions.size(); i++) {
            same.add(match("t." + expressions.get(i), "s." + expressions.get(i), i));
        }
        return String.join(" AND ", same);
    }

    private String match(String one, String other, int place) {
        String operator = operators.size() == expressions.size() ? " " + operators.get(place) + " " : GivenKeys.EQUALS;
        return one + operator + other;
    }

    /** Returns the values of a conflict as one text. */
    String shown() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < expressions.size(); i++) {
            texts.add("s.k" + i + "::pg_catalog.text");
        }
        return "pg_catalog.concat_ws(', ', " + String.join(", ", texts) + ")";
    }
}
