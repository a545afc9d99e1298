package io.github.ouigate.plan;

import io.github.ouigate.archive.Archive;
import io.github.ouigate.archive.ArchiveReader;
import io.github.ouigate.archive.ArchivedTable;
import io.github.ouigate.db.DatabaseIdentity;
import java.util.List;
import java.util.Set;

/**
 * What a restore will do. The same object is shown to the operator and executed.
 *
 * @param allowed which rows may stay in the archive
 * @param skipped which rows do
 * @param allowedWrites the tables, {@code schema.table}, that triggers may write to besides
 */
public record RestorePlan(
        DatabaseIdentity database,
        Archive archive,
        ArchiveReader reader,
        SkippedRows.Allowed allowed,
        SkippedRows skipped,
        Set<String> allowedWrites,
        List<Hazard> hazards) {
    public RestorePlan {
        allowedWrites = Set.copyOf(allowedWrites);
        hazards = List.copyOf(hazards);
    }

    /** Returns how many rows of a table of the archive are put back. */
    public long rows(ArchivedTable table) {
        return table.rows() - skipped.of(table.table());
    }

    /** Returns how many rows are put back. */
    public long rows() {
        return archive.rows() - skipped.count();
    }

    /** Returns whether no hazard blocks the restore. */
    public boolean applicable() {
        return Hazard.of(Hazard.Severity.BLOCK, hazards).isEmpty();
    }
}
