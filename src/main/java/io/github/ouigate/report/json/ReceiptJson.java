package io.github.ouigate.report.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ouigate.archive.Archive;
import io.github.ouigate.archive.ArchivedTable;
import io.github.ouigate.job.SavedJob;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.plan.RestorePlan;
import io.github.ouigate.receipt.PostCommitReport.Vacuum;
import io.github.ouigate.receipt.Receipt;
import io.github.ouigate.receipt.RestoreReceipt;
import io.github.ouigate.receipt.RunRecord;
import io.github.ouigate.report.ReceiptCaveats;
import io.github.ouigate.run.outcome.Ending;
import io.github.ouigate.run.progress.RunTimes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/** The members of the documents of a purge's and of a restore's receipt. */
final class ReceiptJson {
    private ReceiptJson() {}

    static ObjectNode of(Receipt receipt) {
        RunRecord run = receipt.run();
        Plan plan = receipt.plan();
        return JsonReport.members()
                .putPOJO("outcome", run.ending())
                .put("runId", run.runId().value())
                .putPOJO("database", plan.database())
                .putPOJO("job", SavedJob.of(plan.job()))
                .put("ledgerSchema", plan.ledgerSchema())
                .putPOJO("settings", plan.settings().values())
                .putPOJO("timeZoneSource", plan.settings().timeZoneSource().orElse(null))
                .put("operator", run.operator())
                .putPOJO("startedAt", run.startedAt())
                .putPOJO("finishedAt", run.finishedAt())
                .putPOJO("deletions", receipt.deletions())
                .put("maxDeletedRows", plan.maxDeletedRows())
                .putPOJO("cascades", receipt.cascades())
                .putPOJO("cascadedTables", receipt.postCommit().cascaded())
                .putPOJO("preserved", receipt.postCommit().preserved())
                .putPOJO("hazards", plan.hazards())
                .putPOJO("keys", plan.keys())
                .put("truncate", plan.truncate())
                .putPOJO("allowedWrites", new TreeSet<>(plan.allowedWrites()))
                .putPOJO("allowedFunctions", new TreeSet<>(plan.allowedFunctions()))
                .putPOJO("allowedServers", new TreeSet<>(plan.allowedServers()))
                .put("fingerprint", plan.fingerprint())
                .putPOJO("definition", plan.definition())
                .putPOJO("writtenTables", run.writtenTables())
                .putPOJO("timings", timings(run.times()))
                .putPOJO("transaction", run.transaction().orElse(null))
                .putPOJO("archive", receipt.archive().map(ReceiptJson::archive).orElse(null))
                .putPOJO(
                        "vacuum",
                        receipt.postCommit().vacuum().map(ReceiptJson::vacuum).orElse(null))
                .putPOJO("alreadyApplied", receipt.applied().or(plan::applied).orElse(null))
                .putPOJO("error", ErrorJson.of(run.error()))
                .putPOJO("limits", ReceiptCaveats.of(receipt));
    }

    static ObjectNode of(RestoreReceipt receipt) {
        RunRecord run = receipt.run();
        Archive archive = receipt.plan().archive();
        boolean restored = receipt.ending() == Ending.RESTORED;
        return JsonReport.members()
                .putPOJO("outcome", run.ending())
                .put("runId", run.runId().value())
                .putPOJO("database", receipt.plan().database())
                .put("tag", archive.manifest().job().tag())
                .put("undoneRunId", archive.manifest().runId())
                .putPOJO("archive", archive(archive))
                .put("operator", run.operator())
                .putPOJO("startedAt", run.startedAt())
                .putPOJO("finishedAt", run.finishedAt())
                .putPOJO(
                        "restored",
                        archive.tables().stream()
                                .map(table -> restored(table, receipt.plan(), restored))
                                .toList())
                .putPOJO("changes", receipt.changes())
                .putPOJO("hazards", receipt.plan().hazards())
                .putPOJO("writtenTables", run.writtenTables())
                .putPOJO("timings", timings(run.times()))
                .putPOJO("transaction", run.transaction().orElse(null))
                .putPOJO("error", ErrorJson.of(run.error()))
                .putPOJO("limits", run.caution().stream().toList());
    }

    private static Map<String, Long> timings(RunTimes times) {
        Map<String, Long> timings = new LinkedHashMap<>();
        times.steps().forEach((step, millis) -> timings.put(step + "Ms", millis));
        timings.put("writersShutOutMs", times.writersShutOut());
        return timings;
    }

    private static ObjectNode archive(Archive archive) {
        return JsonReport.members()
                .put("directory", archive.directory().toString())
                .put("rows", archive.rows())
                .put("changedRows", archive.changedRows())
                .put("bytes", archive.bytes())
                .put("digest", archive.digest());
    }

    private static ObjectNode vacuum(Vacuum vacuum) {
        return JsonReport.members()
                .put("done", vacuum.isDone())
                .put("warning", vacuum.isDone() ? null : JsonReport.texts(vacuum.warnings(), "; "));
    }

    private static ObjectNode restored(ArchivedTable table, RestorePlan plan, boolean restored) {
        return JsonReport.members()
                .putPOJO("table", table.table())
                .put("archived", table.rows())
                .put("restored", restored ? plan.rows(table) : 0)
                .put("orphans", plan.skipped().orphans().getOrDefault(table.table(), 0L))
                .put("present", plan.skipped().present().getOrDefault(table.table(), 0L));
    }
}
