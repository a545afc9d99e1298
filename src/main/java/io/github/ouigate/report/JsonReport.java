package io.github.ouigate.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ouigate.job.Job;
import io.github.ouigate.ledger.LedgerEntry;
import io.github.ouigate.ledger.LedgerStatus;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.receipt.Receipt;
import io.github.ouigate.target.TargetIdentity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** What a machine reads: one JSON document, English, {@code schemaVersion} 1. */
public final class JsonReport {
    private static final int SCHEMA_VERSION = 1;

    private final ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private final Words words = new Words(Locale.ENGLISH);

    /** Returns a plan's document. */
    public String plan(Plan plan) {
        ObjectNode json = document("plan");
        json.set("target", target(plan.target()));
        json.set("job", job(plan.job()));
        ArrayNode deletions = json.putArray("deletions");
        plan.deletions().forEach(d -> deletions
                .addObject()
                .put("table", d.table().toString())
                .put("where", d.where())
                .put("rows", d.rows()));
        ArrayNode preserved = json.putArray("preserved");
        plan.preserved().forEach(p -> preserved
                .addObject()
                .put("table", p.table().toString())
                .put("rows", p.rows())
                .put("estimated", p.estimated()));
        ArrayNode hazards = json.putArray("hazards");
        plan.hazards().forEach(hazard -> hazards.add(hazard(hazard)));
        json.put("fingerprint", plan.fingerprint());
        json.put("applicable", plan.applicable());
        json.set("alreadyApplied", applied(plan.applied()));
        return write(json);
    }

    /** Returns a receipt's document. */
    public String receipt(Receipt receipt) {
        ObjectNode json = document("receipt");
        json.put("outcome", outcome(receipt.ending()));
        json.put("runId", receipt.runId().value());
        json.set("target", target(receipt.plan().target()));
        json.set("job", job(receipt.plan().job()));
        json.put("operator", receipt.operator());
        json.put("startedAt", instant(receipt.startedAt()));
        json.put("finishedAt", instant(receipt.finishedAt()));
        ArrayNode deletions = json.putArray("deletions");
        receipt.deletions().forEach(d -> deletions
                .addObject()
                .put("table", d.table().toString())
                .put("where", d.where())
                .put("planned", d.planned())
                .put("deleted", d.deleted()));
        ObjectNode timings = json.putObject("timings");
        receipt.timings().forEach((name, millis) -> timings.put(name + "Ms", millis));
        json.set(
                "transaction",
                receipt.transaction()
                        .map(mark ->
                                mapper.createObjectNode().put("xid", mark.xid()).put("lsn", mark.lsn()))
                        .orElse(null));
        json.set("alreadyApplied", applied(receipt.applied().or(receipt.plan()::applied)));
        json.put("error", receipt.error().map(words::text).orElse(null));
        return write(json);
    }

    /** An interrupted run was rolled back: the exit code tells why. */
    private static String outcome(Receipt.Ending ending) {
        return (ending == Receipt.Ending.INTERRUPTED ? Receipt.Ending.ROLLED_BACK : ending).name();
    }

    /** Returns a status' document. */
    public String status(LedgerStatus status, Job job) {
        ObjectNode json = document("status");
        json.set("target", target(status.target()));
        json.set("job", job(job));
        json.set("alreadyApplied", applied(status.applied()));
        json.set(
                "lock",
                status.lock()
                        .map(lock -> mapper.createObjectNode()
                                .put("state", lock.state().name())
                                .put("lockedBy", lock.holder().lockedBy())
                                .put("ageSeconds", lock.holder().age().toSeconds()))
                        .orElse(null));
        return write(json);
    }

    private ObjectNode document(String kind) {
        return mapper.createObjectNode().put("schemaVersion", SCHEMA_VERSION).put("kind", kind);
    }

    private ObjectNode target(TargetIdentity target) {
        return mapper.createObjectNode()
                .put("product", target.product())
                .put("version", target.version())
                .put("database", target.database())
                .put("host", target.host())
                .put("systemIdentifier", target.systemIdentifier())
                .put("environment", target.environment())
                .put("user", target.user())
                .put("tls", target.tls());
    }

    private ObjectNode job(Job job) {
        return mapper.createObjectNode()
                .put("changelog", job.changelog())
                .put("changeSet", job.changeSet())
                .put("author", job.author())
                .put("tag", job.tag())
                .put("checksum", job.checksum());
    }

    private ObjectNode hazard(Hazard hazard) {
        return mapper.createObjectNode()
                .put("code", hazard.code())
                .put("severity", hazard.severity().name())
                .put("table", hazard.table())
                .put("message", words.text(hazard.message()))
                .put("mend", words.text(hazard.mend()));
    }

    @SuppressWarnings("NullAway") // Jackson takes null for JSON's null
    private ObjectNode applied(Optional<LedgerEntry> applied) {
        return applied.map(this::applied).orElse(null);
    }

    private ObjectNode applied(LedgerEntry entry) {
        ObjectNode json = mapper.createObjectNode()
                .put("changeSet", entry.changeSet())
                .put("executedAt", entry.executedAt().toString())
                .put(
                        "startedAt",
                        entry.note().map(note -> instant(note.runId().start())).orElse(null))
                .put("executionType", entry.executionType())
                .put("runId", entry.note().map(note -> note.runId().value()).orElse(null))
                .put("operator", entry.note().map(note -> note.operator()).orElse(null));
        ArrayNode deletions = json.putArray("deletions");
        entry.note().ifPresent(note -> note.deletions().forEach(deletions::add));
        return json;
    }

    private static String instant(Instant moment) {
        return moment.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private String write(ObjectNode json) {
        try {
            return mapper.writeValueAsString(json) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // a tree of plain values can always be written
        }
    }
}
