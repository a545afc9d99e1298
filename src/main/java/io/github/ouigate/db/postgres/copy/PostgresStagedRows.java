package io.github.ouigate.db.postgres.copy;

import io.github.ouigate.db.RowCopy;
import io.github.ouigate.db.Rows;
import io.github.ouigate.db.SessionControl;
import io.github.ouigate.db.StagedRows;
import io.github.ouigate.db.schema.Misfit;
import io.github.ouigate.db.schema.RowChange;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.io.Resources;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows in temporary tables of PostgreSQL, which have all columns of the original tables, generated ones too, and no
 * constraints.
 */
public final class PostgresStagedRows implements StagedRows {
    private final Rows rows;
    private final StagedQueries queries;
    private final RowCopy copy;
    private final FileEncoding encoding;
    private final Map<TableName, Stage> stages = new LinkedHashMap<>();

    public PostgresStagedRows(Rows rows, SessionControl session, RowCopy copy, FileEncoding encoding) {
        this.rows = rows;
        this.queries = new StagedQueries(rows, session);
        this.copy = copy;
        this.encoding = encoding;
    }

    /** Creates the table. A column without values gets its default if that is a constant. */
    @Override
    public TableName make(TableName table, List<String> columns) throws SQLException {
        TableName temporary = new TableName("pg_temp", "ouigate staged " + stages.size());
        Map<String, String> casts = new HashMap<>();
        List<String> definitions = new ArrayList<>();
        List<StagedColumn> all = rows.list(
                Resources.text(PostgresStagedRows.class, "staged-columns.sql"),
                row -> new StagedColumn(row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                table.schema(),
                table.name());
        for (StagedColumn column : all) {
            boolean isDefault = column.value() != null
                    && !columns.contains(column.name())
                    && copy.hasConstantDefault(table, column.name());
            definitions.add(TableName.quote(column.name()) + " " + column.definition()
                    + (isDefault ? " DEFAULT " + column.value() : ""));
            casts.put(column.name(), column.cast());
        }
        queries.execute("CREATE TEMPORARY TABLE " + temporary.sql() + " (" + String.join(", ", definitions)
                + ") ON COMMIT DROP");
        stages.put(table, new Stage(temporary, columns, casts));
        return temporary;
    }

    private record StagedColumn(
            String name,
            String definition,
            String cast,
            @Nullable String value) {}

    @Override
    public void makeReadOnly() throws SQLException {
        for (Map.Entry<TableName, Stage> stage : stages.entrySet()) {
            for (ExclusiveKey key : ExclusiveKey.of(stage.getKey(), rows)) {
                if (!key.index().isEmpty()) {
                    String sql = "CREATE INDEX ON " + stage.getValue().sql() + " " + key.index();
                    queries.attempt(() -> queries.execute(sql));
                }
            }
        }
        queries.execute("SET TRANSACTION READ ONLY");
    }

    @Override
    public Map<TableName, Long> removePresent() throws SQLException {
        Map<TableName, Long> present = new LinkedHashMap<>();
        for (Map.Entry<TableName, Stage> stage : stages.entrySet()) {
            TableName table = stage.getKey();
            queries.execute("ANALYZE " + stage.getValue().sql());
            for (ExclusiveKey key : ExclusiveKey.of(table, rows)) {
                if (key.ofColumns()) {
                    String sql = "DELETE FROM " + stage.getValue().sql() + " AS s USING " + TableRows.of(rows, table)
                            + " AS t WHERE " + key.sameColumns() + " AND "
                            + stage.getValue().sameValues();
                    present.merge(table, queries.update(sql), Long::sum);
                }
            }
        }
        present.values().removeIf(count -> count == 0);
        return present;
    }

    @Override
    public Map<TableName, Long> removeOrphans() throws SQLException {
        Map<TableName, Long> orphans = new LinkedHashMap<>();
        boolean more = true;
        while (more) {
            more = false;
            for (Map.Entry<TableName, Stage> stage : stages.entrySet()) {
                for (CheckedKey key : CheckedKey.of(stage.getKey(), rows)) {
                    long removed = key.readable()
                            ? queries.update("DELETE FROM " + stage.getValue().sql() + " AS s WHERE "
                                    + key.isMissingIn(key.parents(rows, stages)))
                            : 0;
                    more |= removed > 0;
                    orphans.merge(stage.getKey(), removed, Long::sum);
                }
            }
        }
        orphans.values().removeIf(count -> count == 0);
        return orphans;
    }

    @Override
    public long orphans(RowChange change, List<List<byte @Nullable []>> values) throws SQLException {
        PostgresSetBack query = PostgresSetBack.orphans(change, stages, rows, encoding);
        return queries.session()
                .withDatabasePath(() -> query.execute(rows, values))
                .size();
    }

    @Override
    public List<Misfit> misfits() throws SQLException {
        return new MisfitSearch(queries, stages).misfits();
    }

    @Override
    public long insert(TableName table) throws SQLException {
        Stage stage = stages.get(table);
        if (stage == null) {
            throw new IllegalStateException(table + " has not been staged");
        }
        String columns = TableName.quoted(stage.columns());
        return queries.update("INSERT INTO " + table.sql() + " (" + columns + ") OVERRIDING SYSTEM VALUE SELECT "
                + columns + " FROM " + stage.sql());
    }
}
