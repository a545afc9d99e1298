package io.github.ouigate.db.postgres.copy;

import io.github.ouigate.db.Rows;
import io.github.ouigate.db.schema.TableName;
import java.sql.SQLException;

/** The rows of a table, as FROM names them. */
public final class TableRows {
    private TableRows() {}

    /**
     * Returns a table without those that inherit from it. The rows of a partitioned table are all in its partitions, and to
     * leave those out would leave nothing.
     */
    public static String of(Rows rows, TableName table) throws SQLException {
        String sql = "SELECT relkind = 'p' FROM pg_class WHERE oid = ?::regclass";
        return (rows.one(sql, row -> row.getBoolean(1), table.sql()) ? "" : "ONLY ") + table.sql();
    }
}
