package io.github.ouigate.db.postgres.copy;

import io.github.ouigate.db.Rows;
import io.github.ouigate.db.SessionControl;
import io.github.ouigate.db.StagedRows;
import io.github.ouigate.db.schema.Misfit;
import io.github.ouigate.db.schema.Misfit.Kind;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.io.Resources;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Rows in temporary tables of PostgreSQL: with the columns of their tables, the generated ones too, and no constraints. */
public final class PostgresStagedRows implements StagedRows {
    private final Rows rows;
    private final SessionControl session;
    private final Map<TableName, Stage> stages = new LinkedHashMap<>();

    private record Stage(TableName temporary, List<String> columns) {
        String sql() {
            return temporary.sql();
        }
    }

    public PostgresStagedRows(Rows rows, SessionControl session) {
        this.rows = rows;
        this.session = session;
    }

    @Override
    public TableName make(TableName table, List<String> columns) throws SQLException {
        TableName temporary = new TableName("pg_temp", "ouigate staged " + stages.size());
        execute("CREATE TEMPORARY TABLE " + temporary.sql() + " (LIKE " + table.sql()
                + " INCLUDING GENERATED) ON COMMIT DROP");
        String required = required(table).keySet().stream()
                .map(column -> "ALTER COLUMN " + TableName.quote(column) + " DROP NOT NULL")
                .collect(Collectors.joining(", "));
        if (!required.isEmpty()) {
            execute("ALTER TABLE " + temporary.sql() + " " + required);
        }
        stages.put(table, new Stage(temporary, columns));
        return temporary;
    }

    @Override
    public void makeReadOnly() throws SQLException {
        execute("SET TRANSACTION READ ONLY");
    }

    @Override
    public Map<TableName, Long> removePresent() throws SQLException {
        Map<TableName, Long> present = new LinkedHashMap<>();
        for (Map.Entry<TableName, Stage> stage : stages.entrySet()) {
            TableName table = stage.getKey();
            execute("ANALYZE " + stage.getValue().sql());
            for (ExclusiveKey key : ExclusiveKey.of(table, rows)) {
                if (key.ofColumns()) {
                    String sql = "DELETE FROM " + stage.getValue().sql() + " AS s USING " + TableRows.of(rows, table)
                            + " AS t WHERE " + key.sameColumns() + " AND "
                            + row("s.", stage.getValue()) + " OPERATOR(pg_catalog.*=) " + row("t.", stage.getValue());
                    present.merge(table, update(sql), Long::sum);
                }
            }
        }
        present.values().removeIf(count -> count == 0);
        return present;
    }

    /** Returns the columns of a row as one value, which is compared byte for byte: a type need not have an equality. */
    private static String row(String prefix, Stage stage) {
        return stage.columns().stream()
                .map(column -> prefix + TableName.quote(column))
                .collect(Collectors.joining(", ", "ROW(", ")::pg_catalog.record"));
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
                            ? update("DELETE FROM " + stage.getValue().sql() + " AS s WHERE " + missing(key))
                            : 0;
                    more |= removed > 0;
                    orphans.merge(stage.getKey(), removed, Long::sum);
                }
            }
        }
        orphans.values().removeIf(count -> count == 0);
        return orphans;
    }

    private String missing(CheckedKey key) throws SQLException {
        List<String> parents = new ArrayList<>(List.of(TableRows.of(rows, key.parent())));
        Stage staged = stages.get(key.parent());
        if (staged != null) {
            parents.add(staged.sql());
        }
        return key.isMissingIn(parents);
    }

    @Override
    public List<Misfit> misfits() throws SQLException {
        List<Misfit> misfits = new ArrayList<>();
        for (Map.Entry<TableName, Stage> stage : stages.entrySet()) {
            values(stage.getKey(), stage.getValue(), misfits);
            conflicts(stage.getKey(), stage.getValue(), misfits);
            parents(stage.getKey(), stage.getValue(), misfits);
            checks(stage.getKey(), stage.getValue(), misfits);
        }
        return misfits;
    }

    private void values(TableName table, Stage stage, List<Misfit> misfits) throws SQLException {
        for (Map.Entry<String, Boolean> required : required(table).entrySet()) {
            String column = required.getKey();
            boolean given = stage.columns().contains(column);
            if (given || required.getValue()) {
                String where = given ? " WHERE " + TableName.quote(column) + " IS NULL" : "";
                Kind kind = given ? Kind.NULL : Kind.COLUMN_MISSING;
                add(misfits, new Misfit(kind, table, column, column, count(stage.sql() + where), 0, List.of()));
            }
        }
    }

    /** Returns the columns that are NOT NULL, and whether an insert has to name them. */
    private Map<String, Boolean> required(TableName table) throws SQLException {
        Map<String, Boolean> required = new LinkedHashMap<>();
        list("required-values.sql", table, row -> Map.entry(row.getString(1), row.getBoolean(2)))
                .forEach(column -> required.put(column.getKey(), column.getValue()));
        return required;
    }

    private void conflicts(TableName table, Stage stage, List<Misfit> misfits) throws SQLException {
        for (ExclusiveKey key : ExclusiveKey.of(table, rows)) {
            String conflicts = key.conflicts(stage.sql(), TableRows.of(rows, table));
            long count = one("SELECT pg_catalog.count(*) " + conflicts);
            if (count > 0) {
                String first = "SELECT " + key.shown() + " " + conflicts + " ORDER BY place LIMIT " + Misfit.SHOWN;
                String columns = String.join(", ", key.expressions());
                misfits.add(new Misfit(Kind.CONFLICT, table, key.name(), columns, count, count, texts(first)));
            }
        }
    }

    private void parents(TableName table, Stage stage, List<Misfit> misfits) throws SQLException {
        for (CheckedKey key : CheckedKey.of(table, rows)) {
            String columns = String.join(", ", key.referencing());
            String parent = key.parent().toString();
            if (!key.readable()) {
                long referencing = count(stage.sql() + " AS s WHERE " + key.isMissingIn(List.of()));
                add(misfits, new Misfit(Kind.PARENT_UNREADABLE, table, key.name(), parent, referencing, 0, List.of()));
                continue;
            }
            String orphans = stage.sql() + " AS s WHERE " + missing(key);
            long count = count(orphans);
            if (count > 0) {
                long parents = count("(SELECT FROM " + orphans + " GROUP BY " + columns + ") AS parents");
                String shown = key.referencing().stream()
                        .map(column -> column + "::pg_catalog.text")
                        .collect(Collectors.joining(", "));
                String first = "SELECT DISTINCT pg_catalog.concat_ws(', ', " + shown + ") FROM " + orphans
                        + " ORDER BY 1 LIMIT " + Misfit.SHOWN;
                misfits.add(new Misfit(Kind.PARENT_MISSING, table, key.name(), parent, count, parents, texts(first)));
            }
        }
    }

    /** An expression that the role cannot evaluate, or that needs the table itself, says nothing before the insert. */
    private void checks(TableName table, Stage stage, List<Misfit> misfits) throws SQLException {
        List<List<String>> checks = list("row-checks.sql", table, row -> Rows.texts(row, 3));
        for (List<String> check : checks) {
            Savepoint before = rows.connection().setSavepoint();
            try {
                String broken =
                        stage.sql() + " AS " + TableName.quote(table.name()) + " WHERE (" + check.get(2) + ") IS FALSE";
                add(misfits, new Misfit(Kind.CHECK, table, check.get(0), check.get(1), count(broken), 0, List.of()));
                rows.connection().releaseSavepoint(before);
            } catch (SQLException e) {
                rows.connection().rollback(before);
            }
        }
    }

    private static void add(List<Misfit> misfits, Misfit misfit) {
        if (misfit.rows() > 0) {
            misfits.add(misfit);
        }
    }

    @Override
    public long insert(TableName table) throws SQLException {
        Stage stage = stages.get(table);
        if (stage == null) {
            throw new IllegalStateException(table + " has not been staged");
        }
        String columns = TableName.quoted(stage.columns());
        return update("INSERT INTO " + table.sql() + " (" + columns + ") OVERRIDING SYSTEM VALUE SELECT " + columns
                + " FROM " + stage.sql());
    }

    private <T> List<T> list(String query, TableName table, Rows.Reader<T> reader) throws SQLException {
        return rows.list(Resources.text(PostgresStagedRows.class, query), reader, table.schema(), table.name());
    }

    private long count(String from) throws SQLException {
        return one("SELECT pg_catalog.count(*) FROM " + from);
    }

    private long one(String sql) throws SQLException {
        return session.withDatabasePath(
                () -> rows.list(sql, row -> row.getLong(1)).get(0));
    }

    /** Returns texts for people, as bytes of the database's encoding: without one, texts are any bytes. */
    private List<String> texts(String sql) throws SQLException {
        FileEncoding encoding = FileEncoding.ofDatabase(rows);
        String bytes = "SELECT pg_catalog.convert_to(shown, pg_catalog.getdatabaseencoding()) FROM (" + sql
                + ") AS found (shown)";
        return session.withDatabasePath(() -> rows.list(bytes, row -> encoding.shown(row.getBytes(1))));
    }

    private long update(String sql) throws SQLException {
        return session.withDatabasePath(() -> {
            try (var statement = rows.connection().createStatement()) {
                return statement.executeLargeUpdate(sql);
            }
        });
    }

    private void execute(String sql) throws SQLException {
        session.withDatabasePath(() -> {
            rows.execute(sql);
            return true;
        });
    }
}
