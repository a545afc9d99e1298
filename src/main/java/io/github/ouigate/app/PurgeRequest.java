package io.github.ouigate.app;

import io.github.ouigate.job.Job;
import io.github.ouigate.plan.Drift;
import io.github.ouigate.plan.SavedPlan;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a purge is asked for.
 *
 * @param ledgerSchema the schema of Liquibase's tables; empty for the session's default one
 * @param approved the plan that was approved, if it is to be that one and no other
 * @param maxDrift how far the counts may have moved since the plan; empty for the default of that plan
 * @param archive the directory to archive the deleted rows in, if they are
 * @param receipts the directory to keep the receipt in, if it is kept
 * @param vacuum whether to vacuum the purged tables after the commit
 * @param documented whether the receipt is written as JSON: then its digest stands in the ledger's row, and the tables
 *     that stay are counted after the commit
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
    /** Returns a request for the deletes alone. */
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
