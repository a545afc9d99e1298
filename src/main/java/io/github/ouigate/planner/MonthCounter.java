package io.github.ouigate.planner;

import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.Rows;
import io.github.ouigate.db.schema.Column;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.plan.MonthCounts;
import io.github.ouigate.plan.PlannedDeletion;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Counts planned deletions by month. Requires a transaction. */
record MonthCounter(Connection connection, Dialect dialect) {
    /** Common names for the column of a row's creation time, in order of preference. */
    private static final List<String> CREATION_COLUMNS = List.of("created_at", "created", "inserted_at", "opened_at");

    Optional<MonthCounts> count(List<PlannedDeletion> deletions) throws SQLException {
        if (deletions.isEmpty() || deletions.get(deletions.size() - 1).rows() == 0) {
            return Optional.empty();
        }
        PlannedDeletion parent = deletions.get(deletions.size() - 1);
        Optional<Column> column = creationColumn(dialect.tables(connection).columns(parent.table()));
        return column.isPresent()
                        && dialect.privileges(connection)
                                .canCount(parent.table(), List.of(column.get().name()))
                ? Optional.of(count(parent, column.get()))
                : Optional.empty();
    }

    private static Optional<Column> creationColumn(List<Column> columns) {
        List<Column> dates =
                columns.stream().filter(column -> isDate(column.type())).toList();
        return CREATION_COLUMNS.stream()
                .flatMap(name -> dates.stream().filter(column -> column.name().equalsIgnoreCase(name)))
                .findFirst()
                .or(() -> dates.stream().findFirst());
    }

    private static boolean isDate(String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        return lower.equals("date") || (lower.startsWith("timestamp") && !lower.endsWith("]"));
    }

    /** Counts with SQL that PostgreSQL and H2 share. An infinite date has no month. */
    private MonthCounts count(PlannedDeletion deletion, Column column) throws SQLException {
        TableName table = deletion.table();
        boolean zoned = column.type().toLowerCase(Locale.ROOT).contains("with time zone");
        String date = "(" + TableName.quote(column.name()) + (zoned ? " AT TIME ZONE 'UTC'" : "") + ")";
        String sql = """
                SELECT y, m, count(*)
                FROM (SELECT EXTRACT(YEAR FROM %s) AS y, EXTRACT(MONTH FROM %s) AS m FROM %s%s
                ) AS dated GROUP BY y, m""".formatted(date, date, table.sql(), deletion.condition().where());
        TreeMap<YearMonth, Long> months = new TreeMap<>();
        long undated = dialect
                .session(connection)
                .withDatabasePath(() -> new Rows(connection).list(sql, row -> addTo(months, row)))
                .stream()
                .mapToLong(Long::longValue)
                .sum();
        return new MonthCounts(table, column.name(), months, undated);
    }

    /** Adds a row to its month and returns the number of rows without a month. */
    private static long addTo(Map<YearMonth, Long> months, ResultSet row) throws SQLException {
        int month = row.getInt(2);
        if (row.wasNull()) {
            return row.getLong(3);
        }
        months.put(YearMonth.of(row.getInt(1), month), row.getLong(3));
        return 0;
    }
}
