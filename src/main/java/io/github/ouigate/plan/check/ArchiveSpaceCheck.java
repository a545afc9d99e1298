package io.github.ouigate.plan.check;

import io.github.ouigate.db.RowStatistics;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.plan.Cascade;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Hazard.Code;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.plan.PlannedDeletion;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Compares the estimated size of an archive with the available space. An archive is compressed text: a compressed row
 * is not longer than in the server's storage. The estimate is an upper bound if the deleted rows are not longer than
 * others and the statistics are recent.
 */
public final class ArchiveSpaceCheck {
    /** The number of rows below which nothing is reported. */
    private static final long NOTICED_ROWS = 10_000;

    /** The size of the manifest and of the file headers. */
    private static final long BYTES_OF_MANIFEST = 50_000;

    private static final long MEGABYTE = 1_000_000;

    private ArchiveSpaceCheck() {}

    /** Returns the hazards; {@code room} is empty if no archive will be written. */
    public static List<Hazard> check(RowStatistics statistics, Plan plan, Optional<ArchiveRoom> room)
            throws SQLException {
        Map<TableName, Long> rows = new LinkedHashMap<>();
        for (PlannedDeletion deletion : plan.deletions()) {
            rows.merge(deletion.table(), deletion.rows(), Long::sum);
        }
        for (Cascade cascade : plan.cascades()) {
            rows.merge(cascade.table(), cascade.rows(), Long::sum);
        }
        rows.values().removeIf(count -> count == 0);
        long bytes = BYTES_OF_MANIFEST;
        for (Map.Entry<TableName, Long> table : rows.entrySet()) {
            OptionalLong stored = statistics.storedBytes(table.getKey(), table.getValue());
            if (stored.isEmpty()) {
                return List.of();
            }
            bytes += stored.getAsLong();
        }
        long usable = room.map(ArchiveRoom::bytes).orElse(OptionalLong.empty()).orElse(Long.MAX_VALUE);
        if (room.isPresent() && usable / 2 < bytes) {
            Hazard.Severity severity = usable < bytes ? Hazard.Severity.BLOCK : Hazard.Severity.WARN;
            return List.of(Hazard.of(
                    Code.ARCHIVE_SPACE,
                    severity,
                    null,
                    megabytes(bytes),
                    room.get().directory(),
                    usable / MEGABYTE));
        }
        boolean noticed = rows.values().stream().mapToLong(Long::longValue).sum() >= NOTICED_ROWS;
        return noticed ? List.of(Hazard.note(Code.ARCHIVE_VOLUME, null, megabytes(bytes))) : List.of();
    }

    private static long megabytes(long bytes) {
        return (bytes + MEGABYTE - 1) / MEGABYTE;
    }
}
