package io.github.ouigate.db.postgres.copy;

import io.github.ouigate.db.Rows;
import io.github.ouigate.db.schema.TableName;
import java.sql.SQLException;

/** The FROM item for the rows of a table. */
public final class TableRows {
    private TableRows() {}

    /**
     * Returns the FROM item of a table without its inheriting tables. A partitioned table includes its partitions,
     * which have all of its rows.
     */
    public static String of(Rows rows, TableName table) throws SQLException {
        String sql = "SELECT relkind = 'p' FROM pg_class WHERE oid = ?::regclass";
        return (rows.one(sql, row -> row.getBoolean(1), table.sql()) ? "" : "ONLY ") + table.sql();
    }
}
