package io.github.ouigate.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.RefusedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Reads documents of one kind, of the current and earlier schema versions.
 *
 * @param type the record to which the document is mapped
 * @param notJson the message key for text that is not complete JSON
 * @param otherKind the message key for a document of another kind or of a later version
 * @param edited the message key for a document that was changed after it was written
 */
public record DocumentReader<T>(String kind, Class<T> type, String notJson, String otherKind, String edited) {
    /** The members that were renamed after schema version 1, with their current names. */
    private static final Map<String, String> RENAMED =
            Map.of("target", "database", "kept", "preserved", "touched", "writtenTables");

    /** The lists that were added later; they are empty in earlier documents. */
    private static final List<String> ADDED = List.of(
            "cascades",
            "cascadedTables",
            "allowedWrites",
            "allowedFunctions",
            "allowedServers",
            "changed",
            "notArchived");

    /**
     * Reads a document.
     *
     * @param file the origin of the text, for people
     * @throws RefusedException if it is another document, or was changed after it was written
     */
    public T read(Path file, String text) {
        try {
            JsonNode document = Documents.MAPPER.readTree(text);
            int version = document.path("schemaVersion").asInt();
            if (!document.path("kind").asText().equals(kind) || version < 1 || version > Documents.SCHEMA_VERSION) {
                throw new RefusedException(MistakenFile.find(file, text, kind).orElse(Message.of(otherKind, file)));
            }
            if (!Documents.hasValidDigest(document)) {
                throw new RefusedException(Message.of(edited, file));
            }
            addIntendedDigest(document);
            if (version == 1) {
                upgrade(document);
            }
            ADDED.forEach(member -> add(member, document));
            document.path("tables").forEach(table -> add("foreignKeys", table));
            addSettings(document);
            addKeys(document);
            addLockRequestedAt(document.path("transaction"));
            return Documents.MAPPER.treeToValue(document, type);
        } catch (JsonProcessingException e) {
            throw new RefusedException(MistakenFile.find(file, text, kind).orElse(Message.of(notJson, file)), e);
        }
    }

    /** Adds the digest that the ledger has of a receipt, computed from the document as written. */
    private static void addIntendedDigest(JsonNode document) {
        if (document instanceof ObjectNode object) {
            object.put(ReceiptDigest.MEMBER, ReceiptDigest.of(object));
        }
    }

    /** Renames the members of a document of version 1, written by 0.1.0, as in version 2. */
    private static void upgrade(JsonNode document) {
        RENAMED.forEach((before, now) -> rename(document, before, now));
        rename(document.path("database"), "database", "name");
        document.path("hazards").forEach(hazard -> rename(hazard, "mend", "remedy"));
    }

    /** Adds a list that is missing in documents of earlier versions. */
    private static void add(String member, JsonNode document) {
        if (document instanceof ObjectNode object && !object.has(member)) {
            object.putArray(member);
        }
    }

    private static void addSettings(JsonNode document) {
        if (document instanceof ObjectNode object && !object.has("settings")) {
            object.putObject("settings");
            object.putNull("timeZoneSource");
        }
    }

    /** Adds how the rows are deleted, which is missing in plans of earlier versions. */
    private static void addKeys(JsonNode document) {
        if (!document.has("keys")) {
            ((ObjectNode) document).put("keys", "AUTO");
        }
        for (String member : List.of("truncate", "archived")) {
            if (!document.has(member)) {
                ((ObjectNode) document).put(member, false);
            }
        }
    }

    private static void addLockRequestedAt(JsonNode transaction) {
        if (transaction instanceof ObjectNode object && !object.has("lockRequestedAt")) {
            object.putNull("lockRequestedAt");
        }
    }

    private static void rename(JsonNode json, String before, String now) {
        if (json instanceof ObjectNode object && object.has(before)) {
            object.set(now, object.remove(before));
        }
    }
}
