package io.github.ouigate.app;

import io.github.ouigate.job.Job;
import io.github.ouigate.plan.Drift;
import io.github.ouigate.plan.SavedPlan;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The request for a purge.
 *
 * @param ledgerSchema the schema of Liquibase's tables; empty for the session's default schema
 * @param approved the approved plan; empty to run without one
 * @param maxDrift the permitted difference in rows from the plan; empty for the plan's default
 * @param archive the directory for the archive; empty to delete without one
 * @param receipts the directory for stored receipts; empty to store none
 * @param vacuum whether to vacuum the purged tables after the commit
 * @param documented whether the receipt is written as JSON; its digest is then stored in the ledger row, and the
 *     preserved tables are counted after the commit
 */
public record PurgeRequest(
        Job job,
        ExecutionRequest execution,
        Optional<String> ledgerSchema,
        Optional<SavedPlan> approved,
        Optional<Drift> maxDrift,
        Optional<Path> archive,
        Optional<Path> receipts,
        boolean vacuum,
        boolean documented) {
    /** Returns a request without any options. */
    public static PurgeRequest of(Job job, ExecutionRequest execution) {
        return new PurgeRequest(
                job,
                execution,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                false);
    }
}
