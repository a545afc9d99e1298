package io.github.ouigate.db.postgres.copy;

import io.github.ouigate.db.schema.Misfit;
import io.github.ouigate.db.schema.Misfit.Found;
import io.github.ouigate.db.schema.Misfit.Kind;
import io.github.ouigate.db.schema.Misfit.Workaround;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.io.Resources;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds staged rows that cannot be inserted into their tables. */
final class MisfitSearch {
    private final StagedQueries queries;
    private final Map<TableName, Stage> stages;
    private final List<Misfit> misfits = new ArrayList<>();

    MisfitSearch(StagedQueries queries, Map<TableName, Stage> stages) {
        this.queries = queries;
        this.stages = stages;
    }

    List<Misfit> misfits() throws SQLException {
        for (Map.Entry<TableName, Stage> stage : stages.entrySet()) {
            List<ExclusiveKey> keys = ExclusiveKey.of(stage.getKey(), queries.rows());
            missingColumns(stage.getKey(), stage.getValue());
            conflicts(stage.getKey(), stage.getValue(), keys);
            parents(stage.getKey(), stage.getValue());
            rules(stage.getKey(), stage.getValue(), keys);
        }
        return misfits;
    }

    private void missingColumns(TableName table, Stage stage) throws SQLException {
        List<String> required = queries.rows()
                .list(
                        Resources.text(MisfitSearch.class, "required-columns.sql"),
                        row -> row.getString(1),
                        table.schema(),
                        table.name());
        for (String column : required) {
            long rows = stage.columns().contains(column) ? 0 : queries.count("FROM " + stage.sql());
            if (rows > 0) {
                misfits.add(new Misfit(
                        Kind.COLUMN_MISSING, table, column, table.toString(), column, Found.of(rows), Workaround.NONE));
            }
        }
    }

    private void conflicts(TableName table, Stage stage, List<ExclusiveKey> keys) throws SQLException {
        for (ExclusiveKey key : keys) {
            String there = TableRows.of(queries.rows(), key.on());
            conflict(Kind.CONFLICT, table, key, key.conflicts(stage.sql(), there));
            conflict(Kind.DUPLICATE, table, key, key.duplicates(stage.sql()));
        }
    }

    private void conflict(Kind kind, TableName table, ExclusiveKey key, String conflicts) throws SQLException {
        Optional<Found> found = found(conflicts, key.shown(), "place");
        if (found.isPresent()) {
            String columns = String.join(", ", key.expressions());
            misfits.add(
                    new Misfit(kind, table, key.name(), key.on().toString(), columns, found.get(), key.workaround()));
        }
    }

    private void parents(TableName table, Stage stage) throws SQLException {
        for (CheckedKey key : CheckedKey.of(table, queries.rows())) {
            String parent = key.parent().toString();
            Kind kind = key.readable() ? Kind.PARENT_MISSING : Kind.PARENT_UNREADABLE;
            String missing = key.isMissingIn(key.readable() ? parents(key) : List.of());
            Optional<Found> found = found(
                    "FROM " + stage.sql() + " AS s WHERE " + missing,
                    key.readable() ? ExclusiveKey.shown(key.referencing()) : null,
                    "s.ctid");
            if (found.isPresent()) {
                misfits.add(new Misfit(kind, table, key.name(), key.on(), parent, found.get(), key.workaround()));
            }
        }
    }

    /** Returns the FROM items that contain the referenced rows of a key. */
    private List<String> parents(CheckedKey key) throws SQLException {
        return key.parents(queries.rows(), stages);
    }

    private void rules(TableName table, Stage stage, List<ExclusiveKey> keys) throws SQLException {
        String identity = keys.stream()
                .filter(ExclusiveKey::ofColumns)
                .findFirst()
                .map(key -> ExclusiveKey.shown(key.expressions()))
                .orElse(null);
        String from = "FROM " + stage.sql() + " AS " + TableName.quote(table.name()) + " WHERE ";
        for (RowRule rule : RowRule.of(table, queries.rows())) {
            if (rule.column() != null && !stage.columns().contains(rule.column())) {
                continue;
            }
            String shown = rule.shown() == null ? identity : "(" + rule.shown() + ")";
            queries.attempt(() -> found(from + rule.broken(), shown, "ctid")
                    .ifPresent(found -> misfits.add(new Misfit(
                            rule.kind(),
                            table,
                            rule.name(),
                            rule.owner(),
                            rule.definition(),
                            found,
                            rule.workaround()))));
        }
    }

    /**
     * Returns the rows that a query selects; empty if there are none.
     *
     * @param from the FROM and WHERE clauses
     * @param shown the expression for the displayed text of a row; null for none
     * @param order the order of the displayed rows
     */
    private Optional<Found> found(String from, @Nullable String shown, String order) throws SQLException {
        long rows = queries.count(from);
        if (rows == 0 || shown == null) {
            return Optional.of(Found.of(rows)).filter(found -> found.rows() > 0);
        }
        String values = "FROM (SELECT " + shown + " AS shown, " + order + " AS place " + from + ") AS broken"
                + " GROUP BY shown";
        long count = queries.count("FROM (SELECT " + values + ") AS different");
        String first = "SELECT shown " + values + " ORDER BY pg_catalog.min(place) LIMIT " + Found.SHOWN;
        return Optional.of(new Found(rows, count, queries.texts(first)));
    }
}
