package io.github.ouigate.db.postgres;

import io.github.ouigate.db.Rows;
import io.github.ouigate.db.schema.Column;
import io.github.ouigate.db.schema.RowChange;
import io.github.ouigate.db.schema.TableName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A statement that sets rows which a foreign key has changed back to their former values.
 *
 * @param keys how many columns the key has that identifies each row
 */
record PostgresSetBack(String sql, int keys, List<@Nullable String> left) {
    /**
     * Writes the statement.
     *
     * @param table the table, as FROM names it
     */
    static PostgresSetBack of(RowChange change, String table) {
        int keys = change.key().size();
        int all = keys + change.columns().size();
        StringJoiner set = new StringJoiner(", ");
        StringJoiner where = new StringJoiner(" AND ");
        for (int i = 0; i < all; i++) {
            Column column = i < keys ? change.key().get(i) : change.columns().get(i - keys);
            String name = TableName.quote(column.name());
            String value = "CAST(v" + i + " AS " + column.type() + ")";
            if (i < keys) {
                where.add("t." + name + " = " + value);
            } else {
                set.add(name + " = " + value);
                where.add("t." + name
                        + (change.left().get(i - keys) == null ? " IS NULL" : " = CAST(? AS " + column.type() + ")"));
            }
        }
        String given = names(all);
        String key = names(keys);
        String sql = """
                WITH given AS MATERIALIZED (SELECT %s FROM unnest(%s) AS archived (%s)),
                done AS (UPDATE %s AS t SET %s FROM given WHERE %s RETURNING %s)
                SELECT %s FROM given WHERE (%s) NOT IN (SELECT %s FROM done)""".formatted(
                        given,
                        String.join(", ", Collections.nCopies(all, "?::text[]")),
                        given,
                        table,
                        set,
                        where,
                        key,
                        key,
                        key,
                        key);
        return new PostgresSetBack(sql, keys, change.left());
    }

    private static String names(int columns) {
        return IntStream.range(0, columns).mapToObj(i -> "v" + i).collect(Collectors.joining(", "));
    }

    /** Returns the keys of the rows that are no longer as the change left them. */
    List<List<String>> execute(Rows rows, List<List<@Nullable String>> values) throws SQLException {
        List<@Nullable Object> parameters = new ArrayList<>();
        for (int i = 0; i < keys + left.size(); i++) {
            int place = i;
            parameters.add(
                    values.stream().<@Nullable String>map(row -> row.get(place)).toList());
        }
        left.stream().filter(value -> value != null).forEach(parameters::add);
        return rows.list(sql, row -> Rows.texts(row, keys), parameters.toArray());
    }
}
