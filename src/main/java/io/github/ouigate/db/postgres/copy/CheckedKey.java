package io.github.ouigate.db.postgres.copy;

import io.github.ouigate.db.Rows;
import io.github.ouigate.db.schema.KeyEquality;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.io.Resources;
import java.sql.SQLException;
import java.util.List;

/**
 * A foreign key that is checked when rows of its table are inserted.
 *
 * @param readable whether the role can read which rows there are of the parent
 */
record CheckedKey(
        String name,
        TableName parent,
        List<String> columns,
        List<String> keys,
        KeyEquality equality,
        boolean readable) {
    static List<CheckedKey> of(TableName table, Rows rows) throws SQLException {
        return rows.list(
                Resources.text(CheckedKey.class, "checked-keys.sql"),
                row -> new CheckedKey(
                        row.getString(1),
                        Rows.table(row, 2),
                        Rows.array(row, 4),
                        Rows.array(row, 5),
                        new KeyEquality(Rows.array(row, 6), Rows.array(row, 7)),
                        row.getBoolean(8)),
                table.schema(),
                table.name());
    }

    /** Returns the columns of the rows {@code s} that reference. */
    List<String> referencing() {
        return prefixed("s.", columns);
    }

    /** Returns the condition that a row {@code s} references one that is in none of some tables, as FROM names them. */
    String isMissingIn(List<String> tables) {
        StringBuilder condition = new StringBuilder(String.join(" IS NOT NULL AND ", referencing()) + " IS NOT NULL");
        for (String table : tables) {
            condition
                    .append(" AND NOT EXISTS (SELECT FROM ")
                    .append(table)
                    .append(" AS p WHERE ")
                    .append(equality.equal(prefixed("p.", keys), referencing()))
                    .append(")");
        }
        return condition.toString();
    }

    private static List<String> prefixed(String prefix, List<String> columns) {
        return columns.stream().map(column -> prefix + TableName.quote(column)).toList();
    }
}
