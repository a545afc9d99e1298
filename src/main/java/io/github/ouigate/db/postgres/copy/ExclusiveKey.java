package io.github.ouigate.db.postgres.copy;

import io.github.ouigate.db.Rows;
import io.github.ouigate.db.schema.Misfit;
import io.github.ouigate.db.schema.TableName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A unique index or an exclusion constraint: no two rows may match by all of its operators.
 *
 * @param on the table of the index: a partition, or the table itself
 * @param expressions the compared columns or expressions
 * @param collated the same, each with its collation
 * @param condition the condition of a partial index
 * @param nullsEqual whether NULLs are equal (NULLS NOT DISTINCT)
 * @param ofColumns whether it compares only columns, of all rows, for equality
 * @param index the index lookup for the rows that an exclusion constraint compares; empty for a unique index
 * @param workaround the statements that allow violating rows to be inserted
 */
record ExclusiveKey(
        String name,
        TableName on,
        List<String> expressions,
        List<String> collated,
        List<String> operators,
        String condition,
        boolean nullsEqual,
        boolean ofColumns,
        String index,
        Misfit.Workaround workaround) {
    /** Returns the keys of a table, then those that exist only on its partitions. */
    static List<ExclusiveKey> of(TableName table, Rows rows) throws SQLException {
        return Parts.list(
                "exclusive-keys.sql",
                table,
                rows,
                row -> new ExclusiveKey(
                        row.getString(1),
                        Rows.table(row, 2),
                        Rows.array(row, 4),
                        Rows.array(row, 5),
                        Rows.array(row, 6),
                        row.getString(7),
                        row.getBoolean(8),
                        row.getBoolean(9),
                        row.getString(10),
                        new Misfit.Workaround(row.getString(11), row.getString(12))));
    }

    /**
     * Returns FROM and WHERE for the rows of {@code staged} that conflict with rows of a table; their values are k0,
     * k1, …
     */
    String conflicts(String staged, String table) {
        return exists(staged, table, "");
    }

    /** Returns FROM and WHERE for the rows of {@code staged} that conflict with each other. */
    String duplicates(String staged) {
        return exists(staged, staged, "t.place OPERATOR(pg_catalog.<>) s.place AND ");
    }

    private String exists(String staged, String table, String condition) {
        return "FROM (" + selected(staged) + ") AS s WHERE EXISTS (SELECT FROM (" + selected(table) + ") AS t WHERE "
                + condition + matches() + ")";
    }

    private String selected(String table) {
        StringBuilder selected = new StringBuilder("SELECT ctid AS place");
        for (int i = 0; i < collated.size(); i++) {
            selected.append(", ").append(collated.get(i)).append(" AS k").append(i);
        }
        return selected + " FROM " + table + " WHERE " + condition;
    }

    /**
     * Returns the condition that rows {@code s} and {@code t} match. Records are equal if NULLs are in the same places,
     * and the comparison can be hashed.
     */
    private String matches() {
        if (nullsEqual) {
            return record("t.k") + GivenKeys.EQUALS + record("s.k");
        }
        List<String> matches = new ArrayList<>();
        for (int i = 0; i < collated.size(); i++) {
            matches.add(match("t.k" + i, "s.k" + i, i));
        }
        return String.join(" AND ", matches);
    }

    private String record(String prefix) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < collated.size(); i++) {
            values.add(prefix + i);
        }
        return "ROW(" + String.join(", ", values) + ")::pg_catalog.record";
    }

    /** Returns the condition that a row {@code t} has the key of {@code s}; only for a key of columns. */
    String sameColumns() {
        List<String> same = new ArrayList<>();
        for (int i = 0; i < collated.size(); i++) {
            same.add(match("t." + collated.get(i), "s." + collated.get(i), i));
        }
        return String.join(" AND ", same);
    }

    private String match(String one, String other, int place) {
        String operator = operators.size() == collated.size() ? " " + operators.get(place) + " " : GivenKeys.EQUALS;
        return one + operator + other;
    }

    /** Returns an expression for the values of a conflict as one text. */
    String shown() {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < expressions.size(); i++) {
            values.add("s.k" + i);
        }
        return shown(values);
    }

    /** Returns an expression for values as one text, in parentheses if there are several. */
    static String shown(List<String> values) {
        List<String> texts = values.stream()
                .map(value -> "coalesce(CAST(" + value + " AS pg_catalog.text) COLLATE pg_catalog.\"C\", 'NULL')")
                .toList();
        return texts.size() == 1
                ? texts.get(0)
                : "pg_catalog.concat('(', pg_catalog.concat_ws(', ', " + String.join(", ", texts) + "), ')')";
    }
}
