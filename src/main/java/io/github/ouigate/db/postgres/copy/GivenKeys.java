package io.github.ouigate.db.postgres.copy;

import io.github.ouigate.db.Rows;
import io.github.ouigate.db.schema.Column;
import io.github.ouigate.db.schema.TableName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Compares the rows of a table, {@code t}, with values given as the bytes of a file: {@code given.v0} and so on. Values
 * are compared by the operators of the unique index, independent of the search path.
 */
public final class GivenKeys {
    /** The server's equality operator, for types without an operator of their own. */
    static final String EQUALS = " OPERATOR(pg_catalog.=) ";

    private GivenKeys() {}

    /** Returns the names of the given values. */
    public static String names(int columns) {
        return IntStream.range(0, columns).mapToObj(i -> "v" + i).collect(Collectors.joining(", "));
    }

    /** Returns the parameters for the values, one array for each column. */
    public static String arrays(int columns) {
        return String.join(", ", Collections.nCopies(columns, "?::pg_catalog.bytea[]"));
    }

    /** Returns an expression for a given value with the column's type. */
    static String value(int place, Column column, FileEncoding encoding) {
        return "CAST(" + encoding.decoded("given.v" + place) + " AS " + column.type() + ")";
    }

    /** Returns the given values of a row, for people. */
    public static List<String> shown(ResultSet row, int columns, FileEncoding encoding) throws SQLException {
        List<String> shown = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
            shown.add(encoding.shown(row.getBytes(i)));
        }
        return shown;
    }

    /** Returns a condition that a row has the given values of a unique key. */
    public static String matches(Rows rows, TableName table, List<Column> key, FileEncoding encoding)
            throws SQLException {
        List<String> operators =
                operators(rows, table, key.stream().map(Column::name).toList());
        List<String> matches = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            String operator = operators.isEmpty() ? EQUALS : operators.get(i);
            matches.add("t." + TableName.quote(key.get(i).name()) + operator + value(i, key.get(i), encoding));
        }
        return String.join(" AND ", matches);
    }

    /** Returns the operators of a unique index on some columns; empty if the index no longer exists. */
    private static List<String> operators(Rows rows, TableName table, List<String> columns) throws SQLException {
        String sql = """
                SELECT ARRAY (SELECT format(' OPERATOR(%I.%s) ', pn.nspname, oprname)
                              FROM unnest(indclass::oid[]) WITH ORDINALITY AS k (class, place)
                              JOIN pg_opclass o ON o.oid = class
                              JOIN pg_amop ON amopfamily = opcfamily AND amoplefttype = opcintype
                                          AND amoprighttype = opcintype AND amopstrategy = 3
                              JOIN pg_operator p ON p.oid = amopopr JOIN pg_namespace pn ON pn.oid = oprnamespace
                              ORDER BY place)::text[]
                FROM pg_index JOIN pg_class c ON c.oid = indrelid JOIN pg_namespace n ON n.oid = relnamespace
                WHERE nspname = ? AND relname = ? AND indisunique AND indpred IS NULL AND indexprs IS NULL
                  AND ARRAY (SELECT attname FROM unnest(indkey::int2[]) WITH ORDINALITY AS k (attnum, place)
                             JOIN pg_attribute a ON a.attrelid = indrelid AND a.attnum = k.attnum
                             WHERE place <= indnkeyatts ORDER BY place)::text[] = ?::text[]
                ORDER BY indisprimary DESC, indexrelid LIMIT 1""";
        return rows.list(sql, row -> Rows.array(row, 1), table.schema(), table.name(), columns).stream()
                .filter(operators -> operators.size() == columns.size())
                .findFirst()
                .orElse(List.of());
    }
}
