package io.github.ouigate.planner;

import io.github.ouigate.archive.Archive;
import io.github.ouigate.archive.ArchivedTable;
import io.github.ouigate.db.key.BulkKeyCheck;
import io.github.ouigate.db.key.BulkKeyCheck.Cost;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Hazard.Code;
import io.github.ouigate.plan.KeyMode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tables whose foreign keys a restore checks once for all rows. The constants are for a slow machine, at least
 * twice the measured times on two cores.
 *
 * @param checkedOnce the tables
 * @param hazards the related hazards
 */
record RestoreKeys(Set<TableName> checkedOnce, List<Hazard> hazards) {
    static final RestoreKeys NONE = new RestoreKeys(Set.of(), List.of());

    /** Nanoseconds to check a key of one row at its insert; 4 to 7 microseconds were measured on two cores. */
    private static final long CHECKED_BY_ROW = 10_000;

    /** Nanoseconds to check one row when all are checked at once. */
    private static final long CHECKED_ONCE = 600;

    /** The minimum saving. */
    private static final Duration WORTHWHILE = Duration.ofMillis(100);

    /** Decides before the rows that remain in the archive are known. */
    static RestoreKeys of(Archive archive, BulkKeyCheck check, KeyMode mode) throws SQLException {
        if (mode == KeyMode.AS_IS) {
            return NONE;
        }
        List<ArchivedTable> tables = archive.tables();
        Map<TableName, Cost> possible =
                check.possible(tables.stream().map(ArchivedTable::table).toList());
        Set<TableName> once = new LinkedHashSet<>();
        List<Hazard> hazards = new ArrayList<>();
        for (ArchivedTable table : tables) {
            Cost cost = possible.get(table.table());
            if (cost == null) {
                if (mode == KeyMode.CHECK_ONCE) {
                    hazards.add(Hazard.note(Code.ARCHIVE_KEYS_BY_ROW, table.table(), table.table()));
                }
            } else if (mode == KeyMode.CHECK_ONCE || isWorthwhile(table.rows(), cost)) {
                once.add(table.table());
                hazards.add(Hazard.note(Code.ARCHIVE_KEYS_ONCE, table.table(), table.table()));
            }
        }
        return new RestoreKeys(once, hazards);
    }

    private static boolean isWorthwhile(long rows, Cost cost) {
        long byRow = rows * cost.keys() * CHECKED_BY_ROW;
        long atOnce = (rows + cost.rows()) * cost.keys() * CHECKED_ONCE;
        return byRow - atOnce >= WORTHWHILE.toNanos();
    }
}
