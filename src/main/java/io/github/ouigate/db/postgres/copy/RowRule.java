package io.github.ouigate.db.postgres.copy;

import io.github.ouigate.db.Rows;
import io.github.ouigate.db.schema.Misfit;
import io.github.ouigate.db.schema.TableName;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What each row of a table has to meet by itself.
 *
 * @param owner what has the rule: the table, a partition, a domain
 * @param column the column that it is about, if it says nothing of rows which do not give it
 * @param broken the condition of the rows that break it
 * @param shown the values that are shown of these; null for their keys
 */
record RowRule(
        Misfit.Kind kind,
        String name,
        String owner,
        String definition,
        @Nullable String column,
        String broken,
        @Nullable String shown,
        Misfit.Workaround workaround) {
    static List<RowRule> of(TableName table, Rows rows) throws SQLException {
        return Parts.list(
                "row-rules.sql",
                table,
                rows,
                row -> new RowRule(
                        Misfit.Kind.valueOf(row.getString(1)),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        new Misfit.Workaround(row.getString(8), row.getString(9))));
    }
}
