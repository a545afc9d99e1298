package io.github.ouigate.db.postgres.copy;

import io.github.ouigate.db.Rows;
import io.github.ouigate.db.schema.KeyEquality;
import io.github.ouigate.db.schema.Misfit;
import io.github.ouigate.db.schema.TableName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A foreign key that is checked when rows are inserted into its table.
 *
 * @param on the table of the constraint in SQL: a partition, or the table itself
 * @param goes the condition of the rows that belong to that partition; null for all rows
 * @param readable whether the role can read the referenced columns
 */
record CheckedKey(
        String name,
        String on,
        @Nullable String goes,
        TableName parent,
        List<String> columns,
        List<String> keys,
        KeyEquality equality,
        boolean readable) {
    static List<CheckedKey> of(TableName table, Rows rows) throws SQLException {
        return Parts.list(
                "checked-keys.sql",
                table,
                rows,
                row -> new CheckedKey(
                        row.getString(1),
                        row.getString(9),
                        row.getString(10),
                        Rows.table(row, 2),
                        Rows.array(row, 4),
                        Rows.array(row, 5),
                        new KeyEquality(Rows.array(row, 6), Rows.array(row, 7)),
                        row.getBoolean(8)));
    }

    /**
     * Returns the FROM items that contain parent rows: the table itself and the staging tables of its rows. Staged rows of
     * a partitioned table can belong to the partition that the key references, and the reverse.
     */
    List<String> parents(Rows rows, Map<TableName, Stage> stages) throws SQLException {
        List<String> items = new ArrayList<>(List.of(TableRows.of(rows, parent)));
        for (Map.Entry<TableName, Stage> stage : stages.entrySet()) {
            String staged = stage.getValue().sql();
            String table = stage.getKey().sql();
            if (stage.getKey().equals(parent) || isPartition(table, parent.sql(), rows)) {
                items.add(staged);
            } else if (isPartition(parent.sql(), table, rows)) {
                String sql = "SELECT coalesce(pg_get_partition_constraintdef(?::regclass), 'true')";
                String belongs = rows.one(sql, row -> row.getString(1), parent.sql());
                items.add("(SELECT * FROM " + staged + " WHERE " + belongs + ")");
            }
        }
        return items;
    }

    private static boolean isPartition(String table, String ancestor, Rows rows) throws SQLException {
        String sql = "SELECT ?::regclass IN (SELECT relid FROM pg_partition_ancestors(?::regclass))";
        return rows.one(sql, row -> row.getBoolean(1), ancestor, table);
    }

    /** Returns the statement that allows rows with missing parents. */
    Misfit.Workaround workaround() {
        return new Misfit.Workaround("ALTER TABLE " + on + " DROP CONSTRAINT " + TableName.quote(name) + ";", "");
    }

    /** Returns the referencing columns of the rows {@code s}. */
    List<String> referencing() {
        return prefixed("s.", columns);
    }

    /** Returns a condition that a row {@code s} references a row that is missing in all given FROM items. */
    String isMissingIn(List<String> tables) {
        StringBuilder condition = new StringBuilder(goes == null ? "" : "(" + goes + ") AND ")
                .append(String.join(" IS NOT NULL AND ", referencing()))
                .append(" IS NOT NULL");
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

    /** Returns a query for the parents of the rows {@code s} of a table; it locks them against deletes. */
    String keptParents(String parents, String table) {
        List<String> referenced = prefixed("p.", keys);
        return "SELECT " + String.join(", ", referenced) + " FROM " + parents + " AS p WHERE EXISTS (SELECT FROM "
                + table + " AS s WHERE " + equality.equal(referenced, referencing()) + ") FOR KEY SHARE OF p";
    }

    private static List<String> prefixed(String prefix, List<String> columns) {
        return columns.stream().map(column -> prefix + TableName.quote(column)).toList();
    }
}
