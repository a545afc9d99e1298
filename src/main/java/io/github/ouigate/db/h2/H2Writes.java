package io.github.ouigate.db.h2;

import io.github.ouigate.db.RowStatistics.RowDigest;
import io.github.ouigate.db.Rows;
import io.github.ouigate.db.Transactions.WriteWatch;
import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.db.schema.TableWrites;
import io.github.ouigate.io.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * H2 has no statistics of a transaction, so that every table is counted and digested before and after. The result is
 * the smallest change that explains the difference, including commits of other sessions in between.
 */
final class H2Writes implements WriteWatch {
    private static final String TABLES = """
            SELECT TABLE_SCHEMA, TABLE_NAME FROM INFORMATION_SCHEMA.TABLES
            WHERE TABLE_TYPE = 'BASE TABLE' AND TABLE_SCHEMA <> 'INFORMATION_SCHEMA'""";

    private static final RowDigest NONE = new RowDigest(0, "0");

    private final Rows rows;
    private final Map<TableName, RowDigest> before;

    H2Writes(Rows rows) throws SQLException {
        this.rows = rows;
        this.before = read();
    }

    @Override
    public List<TableWrites> writes() throws SQLException {
        Map<TableName, RowDigest> now = read();
        Map<TableName, RowDigest> all = new TreeMap<>(before);
        all.putAll(now);
        List<TableWrites> writes = new ArrayList<>();
        for (TableName table : all.keySet()) {
            RowDigest then = before.getOrDefault(table, NONE);
            RowDigest after = now.getOrDefault(table, NONE);
            long more = after.rows() - then.rows();
            long changed = more == 0 && !after.digest().equals(then.digest()) ? 1 : 0;
            boolean madeOrDropped = !before.containsKey(table) || !now.containsKey(table);
            TableWrites written = new TableWrites(table, Math.max(more, 0), changed, Math.max(-more, 0), madeOrDropped);
            if (written.isAny()) {
                writes.add(written);
            }
        }
        return writes;
    }

    private Map<TableName, RowDigest> read() throws SQLException {
        Map<TableName, RowDigest> contents = new TreeMap<>();
        for (TableName table : rows.list(TABLES, row -> Rows.table(row, 1))) {
            contents.put(table, new H2Catalog(rows).digestOfContents(table, Condition.NONE));
        }
        return contents;
    }

    static long digest(ResultSet row) throws SQLException {
        String values = Rows.texts(row, row.getMetaData().getColumnCount()).stream()
                .map(value -> value == null ? "NULL" : TableName.literal(value))
                .collect(Collectors.joining(","));
        return ByteBuffer.wrap(Sha256.begin().digest(values.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }
}
