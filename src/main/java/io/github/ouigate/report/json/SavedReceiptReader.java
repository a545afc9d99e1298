package io.github.ouigate.report.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ouigate.job.SavedJob;
import io.github.ouigate.json.DocumentParts;
import io.github.ouigate.json.Documents;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.RefusedException;
import io.github.ouigate.receipt.SavedReceipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads a receipt back that {@link JsonReport#receipt} has written. */
public final class SavedReceiptReader {
    /**
     * Reads a receipt.
     *
     * @param file where the text comes from, for people
     * @throws RefusedException if it is no receipt, not as it was written, or of a run that has deleted nothing
     */
    public SavedReceipt read(String file, String text) {
        SavedReceipt receipt = receipt(Documents.readWithDigest(
                text,
                "receipt",
                Message.of("saved-receipt.not-json", file),
                Message.of("saved-receipt.other-kind", file),
                Message.of("saved-receipt.edited", file)));
        if (!receipt.mayHaveDeleted()) {
            throw new RefusedException(Message.of("saved-receipt.nothing", file, receipt.outcome()));
        }
        return receipt;
    }

    private static SavedReceipt receipt(JsonNode json) {
        String outcome = json.path("outcome").asText();
        JsonNode run = outcome.equals("ALREADY_APPLIED") ? json.path("alreadyApplied") : json;
        return new SavedReceipt(
                outcome,
                Optional.ofNullable(DocumentParts.text(run, "runId")),
                DocumentParts.target(json.path("target")),
                job(json),
                json.path("kept").isArray() ? Optional.of(kept(json.path("kept"))) : Optional.empty(),
                DocumentParts.texts(json, "definition"),
                Optional.ofNullable(DocumentParts.text(json.path("transaction"), "snapshot")));
    }

    private static SavedJob job(JsonNode json) {
        JsonNode job = json.path("job");
        return new SavedJob(
                job.path("changelog").asText(),
                job.path("changeSet").asText(),
                job.path("checksum").asText(),
                job.path("properties").isObject()
                        ? DocumentParts.properties(job.path("properties"))
                        : Map.of("tag", job.path("tag").asText()),
                json.path("ledgerSchema").asText());
    }

    private static List<SavedReceipt.SavedPreservedTable> kept(JsonNode json) {
        List<SavedReceipt.SavedPreservedTable> kept = new ArrayList<>();
        json.forEach(table -> kept.add(new SavedReceipt.SavedPreservedTable(
                table.path("table").asText(),
                table.path("rows").isIntegralNumber()
                        ? OptionalLong.of(table.path("rows").asLong())
                        : OptionalLong.empty(),
                table.path("estimated").asBoolean())));
        return kept;
    }
}
