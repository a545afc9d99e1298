package io.github.ouigate.report.json;

import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.json.DocumentReader;
import io.github.ouigate.json.JobJson;
import io.github.ouigate.message.RefusedException;
import io.github.ouigate.plan.SavedPlan;
import java.util.List;
import java.util.Set;

/** Reads a plan back that {@link JsonReport#plan} has written. */
public final class SavedPlanReader {
    private static final DocumentReader<Content> READER = new DocumentReader<>(
            "plan", Content.class, "saved-plan.not-json", "saved-plan.other-kind", "saved-plan.edited");

    private record Content(
            DatabaseIdentity database,
            JobJson job,
            String ledgerSchema,
            List<SavedPlan.SavedDeletion> deletions,
            Set<String> allowedWrites,
            List<String> definition,
            boolean applicable) {}

    /**
     * Reads a plan.
     *
     * @param file where the text comes from, for people
     * @throws RefusedException if it is no plan, or not as it was written
     */
    public SavedPlan read(String file, String text) {
        Content plan = READER.read(file, text);
        return new SavedPlan(
                plan.database,
                plan.job.savedJob(plan.ledgerSchema),
                plan.deletions,
                plan.allowedWrites,
                plan.definition,
                plan.applicable);
    }
}
