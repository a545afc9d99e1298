package io.github.ouigate.report.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.job.Job;
import io.github.ouigate.job.draft.JobDraft;
import io.github.ouigate.json.Documents;
import io.github.ouigate.json.ReceiptDigest;
import io.github.ouigate.ledger.LedgerEntry;
import io.github.ouigate.message.Message;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.receipt.Receipt;
import io.github.ouigate.receipt.RestoreReceipt;
import io.github.ouigate.report.Messages;
import io.github.ouigate.report.Problem;
import io.github.ouigate.status.History;
import io.github.ouigate.status.LedgerStatus;
import io.github.ouigate.verify.Verification;
import io.github.ouigate.verify.recovery.Recovery;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Formats results as JSON documents for programs. The texts are in English. */
public final class JsonReport {
    private static final Messages WORDS = new Messages(Locale.ENGLISH).forDocuments();

    private static final JsonMapper MAPPER = Documents.MAPPER
            .rebuild()
            .addModule(new SimpleModule()
                    .addSerializer(as(Message.class, WORDS::text))
                    .addSerializer(as(TableName.class, TableName::toString))
                    .addSerializer(as(LedgerEntry.class, AppliedRunJson::of))
                    .addSerializer(as(Instant.class, moment -> moment.truncatedTo(ChronoUnit.MILLIS)
                            .toString()))
                    .addSerializer(as(OptionalLong.class, rows -> rows.isPresent() ? rows.getAsLong() : null)))
            .build();

    private static <T> StdSerializer<T> as(Class<T> type, Function<T, @Nullable Object> form) {
        return new StdSerializer<>(type) {
            @Override
            public void serialize(T value, JsonGenerator json, SerializerProvider serializers) throws IOException {
                serializers.defaultSerializeValue(form.apply(value), json);
            }
        };
    }

    /** Returns a plan's document with a digest; it can be saved, approved and executed. */
    public String plan(Plan plan) {
        return Documents.write(Documents.addDigest(document("plan", PlanJson.of(plan))));
    }

    /** Returns a receipt's document with a digest; it can be saved and verified. */
    public String receipt(Receipt receipt) {
        return Documents.write(Documents.addDigest(document("receipt", ReceiptJson.of(receipt))));
    }

    /** Returns the digest of the receipt's members that are known before the commit, for the ledger row. */
    public String intendedDigest(Receipt receipt) {
        return ReceiptDigest.of(document("receipt", ReceiptJson.of(receipt)));
    }

    /** Returns the document of a restore's receipt, with a digest. */
    public String restoreReceipt(RestoreReceipt receipt) {
        return Documents.write(Documents.addDigest(document("restore", ReceiptJson.of(receipt))));
    }

    public String history(History history) {
        return Documents.write(document("history", HistoryJson.of(history)));
    }

    /** Returns the document of a drafted job; {@code file} is empty if no file was written. */
    public String draft(JobDraft draft, Optional<Path> file) {
        return Documents.write(document("draft", DraftJson.of(draft, file)));
    }

    public String status(LedgerStatus status, Job job) {
        return Documents.write(document("status", StatusJson.of(status, job)));
    }

    public String verification(Verification verification) {
        return Documents.write(document("verification", VerificationJson.of(verification)));
    }

    /** Returns the document of a command without a result. */
    public String error(String outcome, Problem problem) {
        return Documents.write(
                document("error", members().put("outcome", outcome).set("error", ErrorJson.of(problem))));
    }

    /** Returns the document of a comparison of stored receipts; its commands contain {@code connection}. */
    public String recovery(Recovery recovery, List<String> connection) {
        return Documents.write(document("recovery", RecoveryJson.of(recovery, connection)));
    }

    private static ObjectNode document(String kind, ObjectNode content) {
        return Documents.of(kind, MAPPER.<ObjectNode>valueToTree(content));
    }

    /** Returns an empty object to which values of any type can be added. */
    static ObjectNode members() {
        return MAPPER.createObjectNode();
    }

    /** Returns the texts of messages, joined with {@code separator}. */
    static String texts(List<Message> messages, String separator) {
        return messages.stream().map(WORDS::text).collect(Collectors.joining(separator));
    }
}
