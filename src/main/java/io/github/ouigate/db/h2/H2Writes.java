package io.github.ouigate.db.h2;

import io.github.ouigate.db.Rows;
import io.github.ouigate.db.TableName;
import io.github.ouigate.db.TableWrites;
import io.github.ouigate.db.WriteWatch;
import io.github.ouigate.io.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * H2 keeps no figures of a transaction: every table is counted and digested before and after. What is told is the least
 * that explains the difference, and what other sessions have committed meanwhile is in it. Tables that the role may not
 * read are left out.
 */
final class H2Writes implements WriteWatch {
    /** NOT_ENOUGH_RIGHTS_FOR_1 (org.h2.api.ErrorCode). */
    private static final int NOT_ENOUGH_RIGHTS = 90096;

    private static final String TABLES = """
            SELECT TABLE_SCHEMA, TABLE_NAME FROM INFORMATION_SCHEMA.TABLES
            WHERE TABLE_TYPE = 'BASE TABLE' AND TABLE_SCHEMA <> 'INFORMATION_SCHEMA'""";

    /** All rows of a table; the digest does not depend on their order. */
    private record Content(long rows, long digest) {
        static final Content NONE = new Content(0, 0);
    }

    private final Rows rows;
    private final Map<TableName, Content> before;

    H2Writes(Rows rows) throws SQLException {
        this.rows = rows;
        this.before = read();
    }

    @Override
    public List<TableWrites> writes() throws SQLException {
        Map<TableName, Content> now = read();
        Map<TableName, Content> all = new TreeMap<>(before);
        all.putAll(now);
        List<TableWrites> writes = new ArrayList<>();
        for (TableName table : all.keySet()) {
            Content then = before.getOrDefault(table, Content.NONE);
            Content after = now.getOrDefault(table, Content.NONE);
            long more = after.rows - then.rows;
            long changed = more == 0 && after.digest != then.digest ? 1 : 0;
            boolean madeOrDropped = !before.containsKey(table) || !now.containsKey(table);
            TableWrites written = new TableWrites(table, Math.max(more, 0), changed, Math.max(-more, 0), madeOrDropped);
            if (written.isAny()) {
                writes.add(written);
            }
        }
        return writes;
    }

    private Map<TableName, Content> read() throws SQLException {
        Map<TableName, Content> contents = new TreeMap<>();
        for (TableName table : rows.list(TABLES, row -> Rows.table(row, 1))) {
            try {
                contents.put(table, rows.each("SELECT * FROM " + table.sql(), Content.NONE, H2Writes::add));
            } catch (SQLException e) {
                if (e.getErrorCode() != NOT_ENOUGH_RIGHTS) {
                    throw e;
                }
            }
        }
        return contents;
    }

    private static Content add(Content content, ResultSet row) throws SQLException {
        MessageDigest sha256 = Sha256.begin();
        for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
            String value = row.getString(column);
            byte[] bytes = value == null ? new byte[0] : value.getBytes(StandardCharsets.UTF_8);
            sha256.update(ByteBuffer.allocate(Integer.BYTES)
                    .putInt(value == null ? -1 : bytes.length)
                    .array());
            sha256.update(bytes);
        }
        return new Content(
                content.rows + 1,
                content.digest + ByteBuffer.wrap(sha256.digest()).getLong());
    }
}
