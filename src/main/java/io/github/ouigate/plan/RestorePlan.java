package io.github.ouigate.plan;

import io.github.ouigate.archive.Archive;
import io.github.ouigate.archive.ArchiveReader;
import io.github.ouigate.archive.ArchivedTable;
import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.db.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a restore will do. The same object is shown to the operator and executed.
 *
 * @param allowed which rows may stay in the archive
 * @param skipped which rows do
 * @param keysCheckedOnce the tables whose foreign keys are checked once for all rows, after these are back
 * @param allowedWrites the tables, {@code schema.table}, that triggers may write to besides
 */
public record RestorePlan(
        DatabaseIdentity database,
        Archive archive,
        ArchiveReader reader,
        SkippedRows.Allowed allowed,
        SkippedRows skipped,
        Set<TableName> keysCheckedOnce,
        Set<String> allowedWrites,
        List<Hazard> hazards) {
    public RestorePlan {
        keysCheckedOnce = Set.copyOf(keysCheckedOnce);
        allowedWrites = Set.copyOf(allowedWrites);
        hazards = List.copyOf(hazards);
    }

    /** Returns the plan with what the rows of the archive have to do with those of the tables. */
    public RestorePlan with(SkippedRows found, List<Hazard> more) {
        List<Hazard> all = new ArrayList<>(hazards);
        all.addAll(more);
        return new RestorePlan(database, archive, reader, allowed, found, keysCheckedOnce, allowedWrites, all);
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
