package io.github.ouigate.db.postgres;

import io.github.ouigate.db.Rows;
import io.github.ouigate.db.Transactions.WriteWatch;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.db.schema.TableWrites;
import io.github.ouigate.db.schema.TemporaryIndex;
import io.github.ouigate.io.Resources;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The writes of the current transaction, from the server's statistics. These can include earlier transactions of the
 * session, because the server flushes them only between transactions; so the writes are the difference of two readings.
 */
final class PostgresWrites implements WriteWatch {
    private final Rows rows;
    private final List<TemporaryIndex> indexes;
    private final Map<TableName, TableWrites> before = new HashMap<>();

    PostgresWrites(Rows rows, List<TemporaryIndex> indexes) throws SQLException {
        this.rows = rows;
        this.indexes = indexes;
        read().forEach(writes -> before.put(writes.table(), writes));
    }

    @Override
    public List<TableWrites> writes() throws SQLException {
        return read().stream()
                .map(now -> now.since(before.getOrDefault(now.table(), none(now.table()))))
                .filter(TableWrites::isAny)
                .filter(now -> !isOfIndexes(now))
                .sorted(Comparator.comparing(TableWrites::table))
                .toList();
    }

    /** An index has a row in pg_class and in pg_index, one in pg_attribute for each column, and some in pg_depend. */
    private boolean isOfIndexes(TableWrites writes) {
        if (indexes.isEmpty() || !writes.table().schema().equals("pg_catalog")) {
            return false;
        }
        long rows =
                switch (writes.table().name()) {
                    case "pg_class", "pg_index" -> indexes.size();
                    case "pg_attribute" ->
                        indexes.stream()
                                .mapToInt(index -> index.columns().size())
                                .sum();
                    case "pg_depend" -> writes.inserted();
                    default -> -1;
                };
        boolean dropped = writes.deleted() == writes.inserted();
        return writes.inserted() == rows
                && writes.updated() == 0
                && (dropped || writes.deleted() == 0)
                && !writes.uncounted();
    }

    private static TableWrites none(TableName table) {
        return new TableWrites(table, 0, 0, 0, false);
    }

    private List<TableWrites> read() throws SQLException {
        return rows.list(
                Resources.text(PostgresWrites.class, "transaction-writes.sql"),
                row -> new TableWrites(
                        Rows.table(row, 1), row.getLong(3), row.getLong(4), row.getLong(5), row.getBoolean(6)));
    }
}
