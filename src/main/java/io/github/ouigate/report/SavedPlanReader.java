package io.github.ouigate.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.RefusedException;
import io.github.ouigate.plan.SavedPlan;
import io.github.ouigate.target.TargetIdentity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a plan back that {@link JsonReport#plan} has written. */
public final class SavedPlanReader {
    /**
     * Reads a plan.
     *
     * @param file where the text comes from, for people
     * @throws RefusedException if it is no plan, or not as it was written
     */
    public SavedPlan read(String file, String text) {
        JsonNode json;
        try {
            json = Documents.read(text);
        } catch (JsonProcessingException e) {
            throw new RefusedException(Message.of("saved-plan.not-json", file), e);
        }
        if (!json.path("kind").asText().equals("plan")
                || json.path("schemaVersion").asInt() != Documents.SCHEMA_VERSION) {
            throw new RefusedException(Message.of("saved-plan.other-kind", file));
        }
        if (!Documents.isSealed(json)) {
            throw new RefusedException(Message.of("saved-plan.edited", file));
        }
        return plan(json);
    }

    private static SavedPlan plan(JsonNode json) {
        JsonNode job = json.path("job");
        Map<String, String> properties = new HashMap<>();
        job.path("properties")
                .properties()
                .forEach(property ->
                        properties.put(property.getKey(), property.getValue().asText()));
        List<SavedPlan.SavedDeletion> deletions = new ArrayList<>();
        json.path("deletions")
                .forEach(deletion -> deletions.add(new SavedPlan.SavedDeletion(
                        deletion.path("table").asText(),
                        text(deletion, "where"),
                        deletion.path("rows").asLong())));
        return new SavedPlan(
                target(json.path("target")),
                job.path("changelog").asText(),
                job.path("changeSet").asText(),
                job.path("checksum").asText(),
                properties,
                json.path("ledgerSchema").asText(),
                deletions,
                Set.copyOf(texts(json, "allowedWrites")),
                texts(json, "definition"),
                json.path("applicable").asBoolean());
    }

    private static TargetIdentity target(JsonNode json) {
        return new TargetIdentity(
                json.path("product").asText(),
                json.path("version").asText(),
                json.path("database").asText(),
                text(json, "host"),
                text(json, "systemIdentifier"),
                text(json, "databaseId"),
                text(json, "environment"),
                json.path("user").asText(),
                json.path("tls").asBoolean());
    }

    private static List<String> texts(JsonNode json, String name) {
        List<String> texts = new ArrayList<>();
        json.path(name).forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static @Nullable String text(JsonNode json, String name) {
        return json.path(name).isTextual() ? json.path(name).asText() : null;
    }
}
