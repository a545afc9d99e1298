package io.github.ouigate.report.json;

import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.job.SavedJob;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.plan.PlannedDeletion;
import io.github.ouigate.plan.PreservedTable;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A plan's document. */
record PlanJson(
        String outcome,
        DatabaseIdentity database,
        SavedJob job,
        String ledgerSchema,
        List<DeletionJson> deletions,
        List<IndexJson> indexes,
        List<PreservedTable> preserved,
        List<Hazard> hazards,
        SortedSet<String> allowedWrites,
        String fingerprint,
        List<String> definition,
        boolean applicable,
        @Nullable AppliedRunJson alreadyApplied) {
    record DeletionJson(TableName table, @Nullable String where, OptionalLong rows, List<PlannedDeletion.Part> parts) {}

    record IndexJson(TableName table, List<String> columns) {}

    static PlanJson of(Plan plan) {
        return new PlanJson(
                outcome(plan),
                plan.database(),
                SavedJob.of(plan.job()),
                plan.ledgerSchema(),
                plan.deletions().stream()
                        .map(rows -> new DeletionJson(rows.table(), rows.where(), rows.counted(), rows.parts()))
                        .toList(),
                plan.indexes().stream()
                        .map(index -> new IndexJson(index.table(), index.columns()))
                        .toList(),
                plan.preserved(),
                plan.hazards(),
                new TreeSet<>(plan.allowedWrites()),
                plan.fingerprint(),
                plan.definition(),
                plan.applicable(),
                plan.applied().map(AppliedRunJson::of).orElse(null));
    }

    private static String outcome(Plan plan) {
        if (!plan.applicable()) {
            return "BLOCKED";
        }
        return plan.applied().isPresent() ? "ALREADY_APPLIED" : "READY";
    }
}
