package io.github.ouigate.report.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ouigate.json.DocumentParts;
import io.github.ouigate.json.Documents;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.RefusedException;
import io.github.ouigate.plan.SavedPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads a plan back that {@link JsonReport#plan} has written. */
public final class SavedPlanReader {
    /**
     * Reads a plan.
     *
     * @param file where the text comes from, for people
     * @throws RefusedException if it is no plan, or not as it was written
     */
    public SavedPlan read(String file, String text) {
        return plan(Documents.readWithDigest(
                text,
                "plan",
                Message.of("saved-plan.not-json", file),
                Message.of("saved-plan.other-kind", file),
                Message.of("saved-plan.edited", file)));
    }

    private static SavedPlan plan(JsonNode json) {
        JsonNode job = json.path("job");
        List<SavedPlan.SavedDeletion> deletions = new ArrayList<>();
        json.path("deletions")
                .forEach(deletion -> deletions.add(new SavedPlan.SavedDeletion(
                        deletion.path("table").asText(),
                        DocumentParts.text(deletion, "where"),
                        deletion.path("rows").asLong())));
        return new SavedPlan(
                DocumentParts.target(json.path("target")),
                job.path("changelog").asText(),
                job.path("changeSet").asText(),
                job.path("checksum").asText(),
                DocumentParts.properties(job.path("properties")),
                json.path("ledgerSchema").asText(),
                deletions,
                Set.copyOf(DocumentParts.texts(json, "allowedWrites")),
                DocumentParts.texts(json, "definition"),
                json.path("applicable").asBoolean());
    }
}
