package io.github.ouigate.plan;

import io.github.ouigate.archive.Archive;
import io.github.ouigate.archive.ArchiveReader;
import io.github.ouigate.db.DatabaseIdentity;
import java.util.List;
import java.util.Set;

/**
 * What a restore will do. The same object is shown to the operator and executed.
 *
 * @param allowedWrites the tables, {@code schema.table}, that triggers may write to besides
 */
public record RestorePlan(
        DatabaseIdentity database,
        Archive archive,
        ArchiveReader reader,
        Set<String> allowedWrites,
        List<Hazard> hazards) {
    public RestorePlan {
        allowedWrites = Set.copyOf(allowedWrites);
        hazards = List.copyOf(hazards);
    }

    /** Returns whether no hazard blocks the restore. */
    public boolean applicable() {
        return Hazard.of(Hazard.Severity.BLOCK, hazards).isEmpty();
    }
}
