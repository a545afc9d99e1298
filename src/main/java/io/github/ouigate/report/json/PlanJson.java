package io.github.ouigate.report.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ouigate.db.schema.TemporaryIndex;
import io.github.ouigate.job.SavedJob;
import io.github.ouigate.message.Message;
import io.github.ouigate.plan.Cascade;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.plan.PlannedDeletion;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeSet;

/** The members of a plan's document. */
final class PlanJson {
    private PlanJson() {}

    static ObjectNode of(Plan plan) {
        Optional<Message> blocks = plan.applicable() ? Optional.empty() : Optional.of(Hazard.refusal(plan.hazards()));
        return JsonReport.members()
                .put("outcome", outcome(plan))
                .putPOJO("database", plan.database())
                .putPOJO("job", SavedJob.of(plan.job()))
                .put("ledgerSchema", plan.ledgerSchema())
                .putPOJO("settings", plan.settings().values())
                .putPOJO("timeZoneSource", plan.settings().timeZoneSource().orElse(null))
                .putPOJO(
                        "deletions",
                        plan.deletions().stream().map(PlanJson::deletion).toList())
                .putPOJO(
                        "cascades",
                        plan.cascades().stream().map(PlanJson::cascade).toList())
                .putPOJO("keys", plan.keys())
                .put("truncate", plan.truncate())
                .put("archived", plan.archive().isPresent())
                .putPOJO("keysCheckedOnce", plan.keysCheckedOnce())
                .putPOJO("indexes", plan.indexes().stream().map(PlanJson::index).toList())
                .putPOJO("expectedMs", plan.expected().map(Duration::toMillis).orElse(null))
                .putPOJO("preserved", plan.preserved())
                .putPOJO("hazards", plan.hazards())
                .putPOJO("allowedWrites", new TreeSet<>(plan.allowedWrites()))
                .putPOJO("allowedFunctions", new TreeSet<>(plan.allowedFunctions()))
                .putPOJO("allowedServers", new TreeSet<>(plan.allowedServers()))
                .put("fingerprint", plan.fingerprint())
                .putPOJO("definition", plan.definition())
                .put("applicable", plan.applicable())
                .putPOJO("alreadyApplied", plan.applied().orElse(null))
                .putPOJO("error", ErrorJson.of(blocks));
    }

    private static String outcome(Plan plan) {
        if (!plan.applicable()) {
            return Hazard.blockedByOthersOnly(plan.hazards()) ? "BUSY" : "BLOCKED";
        }
        return plan.applied().isPresent() ? "ALREADY_APPLIED" : "READY";
    }

    private static ObjectNode deletion(PlannedDeletion deletion) {
        return JsonReport.members()
                .putPOJO("table", deletion.table())
                .put("where", deletion.where())
                .putPOJO("rows", deletion.counted())
                .putPOJO("parts", deletion.parts());
    }

    private static ObjectNode cascade(Cascade cascade) {
        return JsonReport.members()
                .putPOJO("table", cascade.table())
                .putPOJO("effect", cascade.effect())
                .put("rows", cascade.rows())
                .putPOJO("keys", cascade.keys().stream().map(PlanJson::key).toList());
    }

    private static ObjectNode key(Cascade.Key key) {
        return JsonReport.members()
                .put("name", key.name())
                .putPOJO("parent", key.parent())
                .putPOJO("action", key.action())
                .putPOJO("columns", key.columns())
                .put("rows", key.rows());
    }

    private static ObjectNode index(TemporaryIndex index) {
        return JsonReport.members().putPOJO("table", index.table()).putPOJO("columns", index.columns());
    }
}
