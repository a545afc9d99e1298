package io.github.ouigate.db.postgres.copy;

import io.github.ouigate.db.Rows;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.io.Resources;
import java.sql.SQLException;
import java.util.List;

/** Queries the catalog for a table and its partitions, which can have constraints of their own. */
final class Parts {
    private Parts() {}

    /** Returns the result of a query in a resource that reads the table and its partitions as {@code parts}. */
    static <T> List<T> list(String query, TableName table, Rows rows, Rows.Reader<T> reader) throws SQLException {
        String sql = Resources.text(Parts.class, "parts.sql") + Resources.text(Parts.class, query);
        return rows.list(sql, reader, table.schema(), table.name());
    }
}
