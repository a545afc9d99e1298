package io.github.ouigate.report.json;

import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.db.TransactionMark;
import io.github.ouigate.db.schema.TableWrites;
import io.github.ouigate.job.SavedJob;
import io.github.ouigate.message.Message;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.plan.PreservedTable;
import io.github.ouigate.receipt.PostCommitReport;
import io.github.ouigate.receipt.Receipt;
import io.github.ouigate.report.ReceiptCaveats;
import io.github.ouigate.run.DeletedRows;
import io.github.ouigate.run.Ending;
import io.github.ouigate.run.RunTimes;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A receipt's document. */
record ReceiptJson(
        Ending outcome,
        String runId,
        DatabaseIdentity database,
        SavedJob job,
        String ledgerSchema,
        String operator,
        Instant startedAt,
        Instant finishedAt,
        List<DeletedRows> deletions,
        List<PreservedTable> preserved,
        List<Hazard> hazards,
        String fingerprint,
        List<String> definition,
        List<TableWrites> writtenTables,
        Map<String, Long> timings,
        @Nullable TransactionMark transaction,
        @Nullable ArchiveJson archive,
        @Nullable VacuumJson vacuum,
        @Nullable AppliedRunJson alreadyApplied,
        @Nullable Message error,
        List<Message> limits) {
    record VacuumJson(boolean done, @Nullable String warning) {
        static VacuumJson of(PostCommitReport.Vacuum vacuum) {
            String warnings =
                    vacuum.warnings().stream().map(JsonReport.WORDS::text).collect(Collectors.joining("; "));
            return new VacuumJson(vacuum.isDone(), vacuum.isDone() ? null : warnings);
        }
    }

    static ReceiptJson of(Receipt receipt) {
        Plan plan = receipt.plan();
        return new ReceiptJson(
                outcome(receipt.ending()),
                receipt.run().runId().value(),
                plan.database(),
                SavedJob.of(plan.job()),
                plan.ledgerSchema(),
                receipt.run().operator(),
                receipt.run().startedAt(),
                receipt.run().finishedAt(),
                receipt.deletions(),
                receipt.postCommit().preserved(),
                plan.hazards(),
                plan.fingerprint(),
                plan.definition(),
                receipt.run().writtenTables(),
                timings(receipt.run().times()),
                receipt.run().transaction().orElse(null),
                receipt.archive().map(ArchiveJson::of).orElse(null),
                receipt.postCommit().vacuum().map(VacuumJson::of).orElse(null),
                receipt.applied().or(plan::applied).map(AppliedRunJson::of).orElse(null),
                receipt.run().error().orElse(null),
                ReceiptCaveats.of(receipt));
    }

    /** An interrupted run was rolled back: the exit code says that it was interrupted. */
    static Ending outcome(Ending ending) {
        return ending == Ending.INTERRUPTED ? Ending.ROLLED_BACK : ending;
    }

    static Map<String, Long> timings(RunTimes times) {
        Map<String, Long> timings = new LinkedHashMap<>();
        times.steps().forEach((step, millis) -> timings.put(step + "Ms", millis));
        timings.put("writersShutOutMs", times.writersShutOut());
        return timings;
    }
}
