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
 * A statement that sets rows which a foreign key has changed back to their former values.
 *
 * @param keys how many columns the key has that identifies each row
 */
public record PostgresSetBack(String sql, int keys, List<@Nullable String> left, FileEncoding encoding) {
    /**
     * Writes the statement. A column that two keys change may have its former value already.
     *
     * @param withoutOrphans whether rows are left that would reference others which are not there
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

    /** Writes a query that finds the rows that would be set back, but reference others which are in no table of these. */
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

    /** Returns the condition that a row is the given one, and each value as the change left it or as is before. */
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
     * Returns the conditions that a row references others which are there once it is set back.
     *
     * @param parents the tables that have the rows which a key references, as FROM names them
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

    /** Under the collation of a column, texts could equal others. */
    private static String text(String value) {
        return "CAST(" + value + " AS pg_catalog.text) COLLATE pg_catalog.\"C\"";
    }

    /** Returns the keys of the rows that it finds: those that are not set back. */
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
