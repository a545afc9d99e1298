package io.github.ouigate.report.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ouigate.archive.Archive;
import io.github.ouigate.db.TableName;
import io.github.ouigate.db.TableWrites;
import io.github.ouigate.db.TransactionMark;
import io.github.ouigate.job.Job;
import io.github.ouigate.json.DocumentParts;
import io.github.ouigate.json.Documents;
import io.github.ouigate.ledger.LedgerEntry;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.plan.PlannedDeletion;
import io.github.ouigate.plan.PreservedTable;
import io.github.ouigate.receipt.PostCommitReport;
import io.github.ouigate.receipt.Receipt;
import io.github.ouigate.receipt.RestoreReceipt;
import io.github.ouigate.report.Messages;
import io.github.ouigate.report.ReceiptCaveats;
import io.github.ouigate.run.Ending;
import io.github.ouigate.run.RunTimes;
import io.github.ouigate.status.LedgerStatus;
import io.github.ouigate.verify.Verification;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a machine reads: one JSON document, English, {@code schemaVersion} 1. */
public final class JsonReport {
    private final Messages words = new Messages(Locale.ENGLISH);

    /** Returns a plan's document, with a digest: it can be saved, approved, and read back to be executed. */
    public String plan(Plan plan) {
        ObjectNode json = Documents.start("plan");
        json.set("target", DocumentParts.of(plan.target()));
        json.set("job", jobWithProperties(plan.job()));
        json.put("ledgerSchema", plan.ledgerSchema());
        ArrayNode deletions = json.putArray("deletions");
        plan.deletions().forEach(deletion -> deletions.add(deletion(deletion)));
        ArrayNode indexes = json.putArray("indexes");
        plan.indexes().forEach(index -> {
            ArrayNode columns =
                    indexes.addObject().put("table", index.table().toString()).putArray("columns");
            index.columns().forEach(columns::add);
        });
        preserved(json, "preserved", plan.preserved());
        hazards(json, plan.hazards());
        ArrayNode allowedWrites = json.putArray("allowedWrites");
        new TreeSet<>(plan.allowedWrites()).forEach(allowedWrites::add);
        definition(json, plan);
        json.put("applicable", plan.applicable());
        json.set("alreadyApplied", applied(plan.applied()));
        return Documents.write(Documents.addDigest(json));
    }

    private ObjectNode jobWithProperties(Job job) {
        ObjectNode json = job(job);
        ObjectNode properties = json.putObject("properties");
        new TreeMap<>(job.properties()).forEach(properties::put);
        return json;
    }

    private static void definition(ObjectNode json, Plan plan) {
        json.put("fingerprint", plan.fingerprint());
        ArrayNode definition = json.putArray("definition");
        plan.definition().forEach(definition::add);
    }

    private static void preserved(ObjectNode json, String name, List<PreservedTable> tables) {
        ArrayNode preserved = json.putArray(name);
        tables.forEach(table -> preserved.add(preserved(table)));
    }

    private static ObjectNode preserved(PreservedTable table) {
        ObjectNode json = Documents.object().put("table", table.table().toString());
        rows(json, table.rows());
        return json.put("estimated", table.estimated());
    }

    private static void rows(ObjectNode json, OptionalLong rows) {
        if (rows.isPresent()) {
            json.put("rows", rows.getAsLong());
        } else {
            json.putNull("rows");
        }
    }

    private static ObjectNode deletion(PlannedDeletion deletion) {
        ObjectNode json =
                Documents.object().put("table", deletion.table().toString()).put("where", deletion.where());
        rows(json, deletion.counted());
        ArrayNode parts = json.putArray("parts");
        deletion.parts()
                .forEach(part ->
                        parts.addObject().put("table", part.table().toString()).put("rows", part.rows()));
        return json;
    }

    /** Returns a receipt's document, with a digest: it can be kept, and verified later. */
    public String receipt(Receipt receipt) {
        ObjectNode json = Documents.start("receipt");
        json.put("outcome", outcome(receipt.ending()));
        json.put("runId", receipt.run().runId().value());
        json.set("target", DocumentParts.of(receipt.plan().target()));
        json.set("job", jobWithProperties(receipt.plan().job()));
        json.put("ledgerSchema", receipt.plan().ledgerSchema());
        json.put("operator", receipt.run().operator());
        json.put("startedAt", instant(receipt.run().startedAt()));
        json.put("finishedAt", instant(receipt.run().finishedAt()));
        ArrayNode deletions = json.putArray("deletions");
        receipt.deletions().forEach(d -> deletions
                .addObject()
                .put("table", d.table().toString())
                .put("where", d.where())
                .put("planned", d.planned())
                .put("deleted", d.deleted()));
        preserved(json, "kept", receipt.postCommit().kept());
        hazards(json, receipt.plan().hazards());
        definition(json, receipt.plan());
        run(
                json,
                receipt.run().writtenTables(),
                receipt.run().times(),
                receipt.run().transaction());
        json.set("archive", receipt.archive().map(JsonReport::archive).orElse(null));
        json.set("vacuum", receipt.postCommit().vacuum().map(this::vacuum).orElse(null));
        json.set("alreadyApplied", applied(receipt.applied().or(receipt.plan()::applied)));
        json.put("error", receipt.run().error().map(words::text).orElse(null));
        ArrayNode limits = json.putArray("limits");
        ReceiptCaveats.of(receipt).forEach(limit -> limits.add(words.text(limit)));
        return Documents.write(Documents.addDigest(json));
    }

    private static void run(
            ObjectNode json, List<TableWrites> writes, RunTimes times, Optional<TransactionMark> transaction) {
        ArrayNode touched = json.putArray("touched");
        writes.forEach(table -> touched.addObject()
                .put("table", table.table().toString())
                .put("inserted", table.inserted())
                .put("updated", table.updated())
                .put("deleted", table.deleted())
                .put("uncounted", table.uncounted()));
        ObjectNode timings = json.putObject("timings");
        times.steps().forEach((name, millis) -> timings.put(name + "Ms", millis));
        timings.put("writersShutOutMs", times.writersShutOut());
        json.set(
                "transaction",
                transaction
                        .map(mark -> Documents.object()
                                .put("xid", mark.xid())
                                .put("lsn", mark.lsn())
                                .put("snapshot", mark.snapshot()))
                        .orElse(null));
    }

    private static ObjectNode archive(Archive archive) {
        return Documents.object()
                .put("directory", archive.directory().toString())
                .put("rows", archive.rows())
                .put("bytes", archive.bytes())
                .put("digest", archive.digest());
    }

    private ObjectNode vacuum(PostCommitReport.Vacuum vacuum) {
        return Documents.object()
                .put("done", vacuum.isDone())
                .put(
                        "warning",
                        vacuum.isDone()
                                ? null
                                : vacuum.warnings().stream().map(words::text).collect(Collectors.joining("; ")));
    }

    /** Returns the document of a restore's receipt. */
    public String restoreReceipt(RestoreReceipt receipt) {
        Archive archive = receipt.plan().archive();
        ObjectNode json = Documents.start("restore");
        json.put("outcome", outcome(receipt.ending()));
        json.put("runId", receipt.run().runId().value());
        json.set("target", DocumentParts.of(receipt.plan().target()));
        json.put("tag", archive.origin().job().tag());
        json.put("undoneRunId", archive.origin().runId().value());
        json.set("archive", archive(archive));
        json.put("operator", receipt.run().operator());
        json.put("startedAt", instant(receipt.run().startedAt()));
        json.put("finishedAt", instant(receipt.run().finishedAt()));
        ArrayNode restored = json.putArray("restored");
        archive.tables().forEach(table -> restored.addObject()
                .put("table", table.table().toString())
                .put("archived", table.rows())
                .put("restored", receipt.ending() == Ending.RESTORED ? table.rows() : 0));
        hazards(json, receipt.plan().hazards());
        run(
                json,
                receipt.run().writtenTables(),
                receipt.run().times(),
                receipt.run().transaction());
        json.put("error", receipt.run().error().map(words::text).orElse(null));
        return Documents.write(Documents.addDigest(json));
    }

    /** An interrupted run was rolled back: the exit code tells why. */
    private static String outcome(Ending ending) {
        return (ending == Ending.INTERRUPTED ? Ending.ROLLED_BACK : ending).name();
    }

    /** Returns a status' document. */
    public String status(LedgerStatus status, Job job) {
        ObjectNode json = Documents.start("status");
        json.set("target", DocumentParts.of(status.target()));
        json.set("job", job(job));
        json.put("ledgerSchema", status.ledger().map(TableName::schema).orElse(null));
        json.put("tagState", status.tagState().name());
        json.set("alreadyApplied", applied(status.applied()));
        json.set(
                "lock",
                status.lock()
                        .map(lock -> Documents.object()
                                .put("state", lock.state().name())
                                .put("lockedBy", lock.holder().lockedBy())
                                .put("ageSeconds", lock.holder().age().toSeconds()))
                        .orElse(null));
        json.put("lockKnown", status.isLockRead());
        json.set("runs", status.runs().map(RunDocuments::of).orElse(null));
        json.put("next", status.next().stream().map(words::text).collect(Collectors.joining(" ")));
        return Documents.write(json);
    }

    /** Returns a verification's document. */
    public String verification(Verification verification) {
        ObjectNode json = Documents.start("verification");
        json.put("verified", verification.isVerified());
        json.set("target", DocumentParts.of(verification.target()));
        json.set("job", job(verification.job()));
        json.put("runId", verification.runId().orElse(null));
        ArrayNode checks = json.putArray("checks");
        verification.checks().forEach(check -> checks.addObject()
                .put("check", check.kind().name().toLowerCase(Locale.ROOT))
                .put("subject", check.subject().isEmpty() ? null : check.subject())
                .put("state", check.state().name())
                .put("message", check.messages().stream().map(words::text).collect(Collectors.joining("; "))));
        return Documents.write(json);
    }

    private ObjectNode job(Job job) {
        return Documents.object()
                .put("changelog", job.changelog())
                .put("changeSet", job.changeSet())
                .put("author", job.author())
                .put("tag", job.tag())
                .put("checksum", job.checksum());
    }

    private void hazards(ObjectNode json, List<Hazard> hazards) {
        ArrayNode array = json.putArray("hazards");
        hazards.forEach(hazard -> array.add(hazard(hazard)));
    }

    private ObjectNode hazard(Hazard hazard) {
        return Documents.object()
                .put("code", hazard.code().name())
                .put("severity", hazard.severity().name())
                .put("table", hazard.table())
                .put("message", words.text(hazard.message()))
                .put("remedy", words.text(hazard.remedy()));
    }

    @SuppressWarnings("NullAway") // Jackson takes null for JSON's null
    private ObjectNode applied(Optional<LedgerEntry> applied) {
        return applied.map(this::applied).orElse(null);
    }

    private ObjectNode applied(LedgerEntry entry) {
        ObjectNode json = Documents.object()
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
}
