package io.github.ouigate.db.postgres.copy;

import io.github.ouigate.db.Rows;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.io.Resources;
import java.sql.SQLException;
import java.util.List;

/** Asks the catalog about a table together with its partitions, which can have constraints of their own. */
final class Parts {
    private Parts() {}

    /** Returns the answer to a query of a resource, which reads the table and its partitions as {@code parts}. */
    static <T> List<T> list(String query, TableName table, Rows rows, Rows.Reader<T> reader) throws SQLException {
        String sql = Resources.text(Parts.class, "parts.sql") + Resources.text(Parts.class, query);
        return rows.list(sql, reader, table.schema(), table.name());
    }
}
