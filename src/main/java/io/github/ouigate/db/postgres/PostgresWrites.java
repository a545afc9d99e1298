package io.github.ouigate.db.postgres;

import io.github.ouigate.db.Rows;
import io.github.ouigate.db.Transactions.WriteWatch;
import io.github.ouigate.db.schema.OwnDefinitions;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.db.schema.TableWrites;
import io.github.ouigate.io.Resources;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The writes of the current transaction, from the server's statistics and the transaction's locks. The statistics can
 * include earlier transactions of the session, because the server flushes them only between transactions, and rows of
 * rolled back subtransactions. The result is therefore the difference of two readings, for tables that are still
 * locked. While {@code track_counts} is off, the server does not count: a table with a writer's lock and without
 * statistics may have been written to.
 */
final class PostgresWrites implements WriteWatch {
    private static final String CATALOG = "pg_catalog";

    /**
     * The statistics and locks of a table.
     *
     * @param locked whether the transaction has a lock that every write takes
     * @param beyondRows whether it has a lock that INSERT, UPDATE and DELETE do not take
     */
    private record Reading(TableWrites writes, boolean locked, boolean beyondRows) {
        /**
         * Returns whether the writes were rolled back. Locks on system catalogs are released early, so that they are
         * excluded.
         */
        boolean isRolledBack() {
            return !locked && !writes.table().schema().equals(CATALOG);
        }
    }

    private final Rows rows;
    private final Collection<TableName> deletedFrom;
    private final OwnCatalogRows catalogs;
    private final Map<TableName, Reading> before = new HashMap<>();
    private String explainedFor = "";
    private Set<String> explained = Set.of();

    PostgresWrites(Rows rows, Collection<TableName> deletedFrom, OwnDefinitions own) throws SQLException {
        this.rows = rows;
        this.deletedFrom = List.copyOf(deletedFrom);
        read().forEach(reading -> before.put(reading.writes().table(), reading));
        this.catalogs = new OwnCatalogRows(rows, own);
    }

    @Override
    public List<TableWrites> writes() throws SQLException {
        List<TableWrites> writes = new ArrayList<>();
        Set<TableName> lockedByKeys = null;
        List<Reading> readings = read();
        for (Reading now : readings) {
            TableWrites since = since(now);
            if (now.isRolledBack() || !since.isAny()) {
                continue;
            }
            if (since.table().isCatalog()
                    && !since.uncounted()
                    && explained(readings).contains(since.table().name())) {
                continue;
            }
            if (since.uncounted() && !now.beyondRows()) {
                lockedByKeys = lockedByKeys == null ? lockedByKeys() : lockedByKeys;
                if (lockedByKeys.contains(since.table())) {
                    continue;
                }
            }
            writes.add(since);
        }
        return writes.stream().sorted(Comparator.comparing(TableWrites::table)).toList();
    }

    /** Checks the system catalogs again only if one has been written to. */
    private Set<String> explained(List<Reading> readings) throws SQLException {
        String written = readings.stream()
                .map(Reading::writes)
                .filter(writes -> writes.table().isCatalog())
                .map(writes ->
                        writes.table() + " " + writes.inserted() + " " + writes.updated() + " " + writes.deleted())
                .sorted()
                .collect(Collectors.joining("\n"));
        if (!written.equals(explainedFor)) {
            explained = catalogs.explained();
            explainedFor = written;
        }
        return explained;
    }

    private TableWrites since(Reading now) {
        TableWrites none = new TableWrites(now.writes().table(), 0, 0, 0, false);
        Reading then = before.getOrDefault(none.table(), new Reading(none, false, false));
        TableWrites counted = now.writes().since(then.writes());
        boolean uncounted =
                (now.beyondRows() && !then.beyondRows()) || (now.locked() && !then.locked() && !counted.isAny());
        return new TableWrites(counted.table(), counted.inserted(), counted.updated(), counted.deleted(), uncounted);
    }

    /** Returns the tables that foreign keys lock even if they find no rows. */
    private Set<TableName> lockedByKeys() throws SQLException {
        return Set.copyOf(rows.list(
                PostgresTables.FAMILY.stripTrailing() + Resources.text(PostgresWrites.class, "acting-keys.sql"),
                row -> Rows.table(row, 1),
                PostgresTables.sql(deletedFrom)));
    }

    private List<Reading> read() throws SQLException {
        return rows.list(
                Resources.text(PostgresWrites.class, "transaction-writes.sql"),
                row -> new Reading(
                        new TableWrites(Rows.table(row, 1), row.getLong(3), row.getLong(4), row.getLong(5), false),
                        row.getBoolean(6),
                        row.getBoolean(7)));
    }
}
