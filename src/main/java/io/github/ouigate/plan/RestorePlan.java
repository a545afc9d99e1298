package io.github.ouigate.plan;

import io.github.ouigate.archive.Archive;
import io.github.ouigate.archive.ArchiveReader;
import io.github.ouigate.db.DatabaseIdentity;
import java.util.List;
import java.util.Set;

/**
 * What a restore would do. What is shown to the operator is this object, and this object is what is executed.
 *
 * @param target the database that the rows go back to
 * @param reader reads the archive's files
 * @param allowedWrites the tables, {@code schema.table}, that triggers may write to besides
 */
public record RestorePlan(
        DatabaseIdentity target,
        Archive archive,
        ArchiveReader reader,
        Set<String> allowedWrites,
        List<Hazard> hazards) {
    public RestorePlan {
        allowedWrites = Set.copyOf(allowedWrites);
        hazards = List.copyOf(hazards);
    }

    /** Returns whether nothing stands in the way. */
    public boolean applicable() {
        return hazards(Hazard.Severity.BLOCK).isEmpty();
    }

    /** Returns the hazards of one severity. */
    public List<Hazard> hazards(Hazard.Severity severity) {
        return hazards.stream().filter(hazard -> hazard.severity() == severity).toList();
    }
}
