package io.github.ouigate.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ouigate.db.DatabaseIdentity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts that several documents have. */
public final class DocumentParts {
    private DocumentParts() {}

    /** Returns an identity as {@link #target} reads it. */
    public static ObjectNode of(DatabaseIdentity target) {
        return Documents.object()
                .put("product", target.product())
                .put("version", target.version())
                .put("database", target.database())
                .put("host", target.host())
                .put("systemIdentifier", target.systemIdentifier())
                .put("databaseId", target.databaseId())
                .put("environment", target.environment())
                .put("user", target.user())
                .put("tls", target.tls());
    }

    /** Returns the identity that a document tells of. */
    public static DatabaseIdentity target(JsonNode json) {
        return new DatabaseIdentity(
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

    /** Returns the texts of an object, by their names. */
    public static Map<String, String> properties(JsonNode json) {
        Map<String, String> properties = new HashMap<>();
        json.properties()
                .forEach(property ->
                        properties.put(property.getKey(), property.getValue().asText()));
        return properties;
    }

    /** Returns the texts of an array of a document. */
    public static List<String> texts(JsonNode json, String name) {
        List<String> texts = new ArrayList<>();
        json.path(name).forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** Returns a text of a document, or null where it has none. */
    public static @Nullable String text(JsonNode json, String name) {
        return json.path(name).isTextual() ? json.path(name).asText() : null;
    }
}
