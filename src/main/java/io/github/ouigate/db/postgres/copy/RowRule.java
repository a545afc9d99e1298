package io.github.ouigate.db.postgres.copy;

import io.github.ouigate.db.Rows;
import io.github.ouigate.db.schema.Misfit;
import io.github.ouigate.db.schema.TableName;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule that each row of a table must satisfy on its own.
 *
 * @param owner the table, partition or domain with the rule
 * @param column the column to which the rule applies; rows without a value for it are not checked
 * @param broken the condition of violating rows
 * @param shown the expression for their displayed values; null to display their keys
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
