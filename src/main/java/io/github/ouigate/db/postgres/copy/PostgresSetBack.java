package io.github.ouigate.db.postgres.copy;

import io.github.ouigate.db.Rows;
import io.github.ouigate.db.schema.Column;
import io.github.ouigate.db.schema.RowChange;
import io.github.ouigate.db.schema.TableName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A statement that restores the values of rows that a foreign key has changed.
 *
 * @param keys the number of columns of the identifying key
 */
public record PostgresSetBack(String sql, int keys, List<@Nullable String> left, FileEncoding encoding) {
    /**
     * Builds the statement. A column that two keys change may already have its earlier value.
     *
     * @param withoutOrphans whether to skip rows that would reference missing rows
     */
    public static PostgresSetBack of(RowChange change, boolean withoutOrphans, Rows rows, FileEncoding encoding)
            throws SQLException {
        List<String> besides =
                withoutOrphans ? references(change, rows, key -> key.parents(rows, Map.of()), encoding) : List.of();
        String matches = GivenKeys.matches(rows, change.table(), change.key(), encoding);
        String table = TableRows.of(rows, change.table());
        int keys = change.key().size();
        int all = keys + change.columns().size();
        StringJoiner set = new StringJoiner(", ");
        for (int i = keys; i < all; i++) {
            Column column = change.columns().get(i - keys);
            set.add(TableName.quote(column.name()) + " = " + GivenKeys.value(i, column, encoding));
        }
        StringJoiner where = new StringJoiner(" AND ").add(asLeft(change, matches, encoding));
        besides.forEach(where::add);
        String given = GivenKeys.names(all);
        String key = GivenKeys.names(keys);
        String sql = """
                WITH given AS MATERIALIZED (SELECT %s FROM unnest(%s) AS archived (%s)),
                done (%s) AS (UPDATE %s AS t SET %s FROM given WHERE %s RETURNING %s)
                SELECT %s FROM given WHERE NOT ((%s) OPERATOR(pg_catalog.=) ANY (SELECT %s FROM done))""".formatted(
                        given,
                        GivenKeys.arrays(all),
                        given,
                        key,
                        table,
                        set,
                        where,
                        "given." + key.replace(", ", ", given."),
                        key,
                        key,
                        key);
        return new PostgresSetBack(sql, keys, change.left(), encoding);
    }

    /** Builds a query for the rows that would be set back but reference rows missing in all given tables. */
    static PostgresSetBack orphans(RowChange change, Map<TableName, Stage> stages, Rows rows, FileEncoding encoding)
            throws SQLException {
        List<String> conditions = new ArrayList<>(List.of("true"));
        conditions.addAll(references(change, rows, key -> key.parents(rows, stages), encoding));
        String matches = GivenKeys.matches(rows, change.table(), change.key(), encoding);
        String table = TableRows.of(rows, change.table());
        int keys = change.key().size();
        int all = keys + change.columns().size();
        String given = GivenKeys.names(all);
        String sql =
                "SELECT " + GivenKeys.names(keys) + " FROM unnest(" + GivenKeys.arrays(all) + ") AS given (" + given
                        + ") JOIN " + table + " AS t ON " + asLeft(change, matches, encoding) + " WHERE NOT ("
                        + String.join(" AND ", conditions) + ")";
        return new PostgresSetBack(sql, keys, change.left(), encoding);
    }

    /** Returns a condition that a row has the given key, and each value is either the changed or the earlier one. */
    private static String asLeft(RowChange change, String matches, FileEncoding encoding) {
        StringJoiner where = new StringJoiner(" AND ").add(matches);
        for (int i = 0; i < change.columns().size(); i++) {
            Column column = change.columns().get(i);
            String now = "t." + TableName.quote(column.name());
            String value = text(GivenKeys.value(change.key().size() + i, column, encoding));
            String left = change.left().get(i) == null ? now + " IS NULL" : text(now) + GivenKeys.EQUALS + "?";
            where.add("(" + left + " OR " + text(now) + GivenKeys.EQUALS + value + ")");
        }
        return where.toString();
    }

    /**
     * Returns conditions that a row's references exist after it is set back.
     *
     * @param parents returns the FROM items that contain the referenced rows of a key
     */
    private static List<String> references(RowChange change, Rows rows, Parents parents, FileEncoding encoding)
            throws SQLException {
        List<String> changed = change.columns().stream().map(Column::name).toList();
        List<String> conditions = new ArrayList<>();
        for (CheckedKey key : CheckedKey.of(change.table(), rows)) {
            if (key.readable() && key.columns().stream().anyMatch(changed::contains)) {
                StringJoiner values = new StringJoiner(", ");
                for (String column : key.columns()) {
                    int place = changed.indexOf(column);
                    String name = TableName.quote(column);
                    values.add(
                            place < 0
                                    ? "t." + name
                                    : GivenKeys.value(
                                                    change.key().size() + place,
                                                    change.columns().get(place),
                                                    encoding)
                                            + " AS " + name);
                }
                conditions.add("NOT EXISTS (SELECT FROM (SELECT " + values + ") AS s WHERE "
                        + key.isMissingIn(parents.of(key)) + ")");
            }
        }
        return conditions;
    }

    private interface Parents {
        List<String> of(CheckedKey key) throws SQLException;
    }

    /** Compares as bytes: under the column's collation, different texts could be equal. */
    private static String text(String value) {
        return "CAST(" + value + " AS pg_catalog.text) COLLATE pg_catalog.\"C\"";
    }

    /** Executes the statement and returns the keys of the rows that were not set back. */
    public List<List<String>> execute(Rows rows, List<List<byte @Nullable []>> values) throws SQLException {
        List<@Nullable Object> parameters = new ArrayList<>();
        for (int i = 0; i < keys + left.size(); i++) {
            int place = i;
            parameters.add(values.stream()
                    .<byte @Nullable []>map(row -> row.get(place))
                    .toList());
        }
        left.stream().filter(value -> value != null).forEach(parameters::add);
        return rows.list(sql, row -> GivenKeys.shown(row, keys, encoding), parameters.toArray());
    }
}
