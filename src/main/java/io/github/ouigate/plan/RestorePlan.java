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
 * @param allowed the rows that may remain in the archive
 * @param skipped the rows that remain in the archive
 * @param keysCheckedOnce the tables whose foreign keys are checked once, after all rows are restored
 * @param allowedWrites the further tables, as {@code schema.table}, that triggers may write to
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

    /** Returns the plan with the result of comparing the archive with the tables. */
    public RestorePlan with(SkippedRows found, List<Hazard> more) {
        List<Hazard> all = new ArrayList<>(hazards);
        all.addAll(more);
        return new RestorePlan(database, archive, reader, allowed, found, keysCheckedOnce, allowedWrites, all);
    }

    /** Returns the number of restored rows of an archived table. */
    public long rows(ArchivedTable table) {
        return table.rows() - skipped.of(table.table());
    }

    /** Returns the number of restored rows. */
    public long rows() {
        return archive.rows() - skipped.count();
    }

    /** Returns whether no hazard blocks the restore. */
    public boolean applicable() {
        return Hazard.of(Hazard.Severity.BLOCK, hazards).isEmpty();
    }
}
