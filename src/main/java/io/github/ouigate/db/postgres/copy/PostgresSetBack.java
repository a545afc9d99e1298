package io.github.ouigate.db.postgres.copy;

import io.github.ouigate.db.Rows;
import io.github.ouigate.db.schema.Column;
import io.github.ouigate.db.schema.RowChange;
import io.github.ouigate.db.schema.TableName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
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
     * @param table the table, as FROM names it
     * @param matches the condition that a row is the given one
     */
    public static PostgresSetBack of(RowChange change, String table, String matches, FileEncoding encoding) {
        int keys = change.key().size();
        int all = keys + change.columns().size();
        StringJoiner set = new StringJoiner(", ");
        StringJoiner where = new StringJoiner(" AND ").add(matches);
        for (int i = keys; i < all; i++) {
            Column column = change.columns().get(i - keys);
            String value = GivenKeys.value(i, column, encoding);
            String now = "t." + TableName.quote(column.name());
            set.add(TableName.quote(column.name()) + " = " + value);
            String left = change.left().get(i - keys) == null ? now + " IS NULL" : text(now) + GivenKeys.EQUALS + "?";
            where.add("(" + left + " OR " + text(now) + GivenKeys.EQUALS + text(value) + ")");
        }
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

    /** Under the collation of a column, texts could equal others. */
    private static String text(String value) {
        return "CAST(" + value + " AS pg_catalog.text) COLLATE pg_catalog.\"C\"";
    }

    /** Returns the keys of the rows that are no longer as the change left them. */
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
