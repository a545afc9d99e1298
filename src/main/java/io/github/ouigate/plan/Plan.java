package io.github.ouigate.plan;

import io.github.ouigate.job.Job;
import io.github.ouigate.ledger.LedgerEntry;
import io.github.ouigate.target.TargetIdentity;
import java.util.List;
import java.util.Optional;

/**
 * What a run would do. What is shown to the operator is this object, and this object is what is executed.
 *
 * @param deletions in the order in which they run
 * @param preserved the tables that stay, those first that the purged ones reference
 * @param fingerprint digest of the purged tables' definition
 * @param applied the ledger's row, if the tag was applied before
 */
public record Plan(
        TargetIdentity target,
        Job job,
        List<PlannedDeletion> deletions,
        List<PreservedTable> preserved,
        List<Hazard> hazards,
        String fingerprint,
        Optional<LedgerEntry> applied) {
    public Plan {
        deletions = List.copyOf(deletions);
        preserved = List.copyOf(preserved);
        hazards = List.copyOf(hazards);
    }

    /** Returns whether nothing stands in the way. A tag that was applied already does not: there is nothing to do. */
    public boolean applicable() {
        return hazards.stream().noneMatch(hazard -> hazard.severity() == Hazard.Severity.BLOCK);
    }
}
