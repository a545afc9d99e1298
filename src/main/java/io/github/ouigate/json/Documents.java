package io.github.ouigate.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ouigate.io.Sha256;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.RefusedException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** JSON documents as text, and the digest that shows whether one was changed after it was written. */
public final class Documents {
    public static final int SCHEMA_VERSION = 1;

    private static final String DIGEST = "digest";

    /** What a terminal acts upon, or hides, beyond the control characters that Jackson escapes. Only texts hold such. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\x7f-\\x9f\\p{Cf}]");

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** One value a line: people compare plans. */
    private static final ObjectWriter WRITER =
            MAPPER.writer(new DefaultPrettyPrinter().withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE));

    /** Canonical: no white space, names in order; so the digest does not depend on how the file is laid out. */
    private static final ObjectMapper CANONICAL =
            JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

    private Documents() {}

    /** Starts a document. */
    public static ObjectNode start(String kind) {
        return MAPPER.createObjectNode().put("schemaVersion", SCHEMA_VERSION).put("kind", kind);
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static String write(JsonNode json) {
        try {
            return escaped(WRITER.writeValueAsString(json)) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // a tree of plain values can always be written
        }
    }

    private static String escaped(String json) {
        return UNPRINTABLE
                .matcher(json)
                .replaceAll(found ->
                        found.group().chars().mapToObj("\\\\u%04X"::formatted).collect(Collectors.joining()));
    }

    /** Adds a document's digest to it. */
    public static ObjectNode addDigest(ObjectNode document) {
        return document.put(DIGEST, digest(document));
    }

    /** Reads a document in which each value stands once, and after which nothing else stands. */
    public static JsonNode read(String text) throws JsonProcessingException {
        return STRICT.readTree(text);
    }

    /**
     * Reads a document of a kind, as it was when it was sealed.
     *
     * @throws RefusedException if it is no JSON, of another kind or version, or changed since
     */
    public static JsonNode readWithDigest(
            String text, String kind, Message notJson, Message otherKind, Message edited) {
        JsonNode json;
        try {
            json = read(text);
        } catch (JsonProcessingException e) {
            throw new RefusedException(notJson, e);
        }
        if (!json.path("kind").asText().equals(kind)
                || json.path("schemaVersion").asInt() != SCHEMA_VERSION) {
            throw new RefusedException(otherKind);
        }
        if (!hasValidDigest(json)) {
            throw new RefusedException(edited);
        }
        return json;
    }

    /** Returns whether a document is as it was when it was sealed. */
    public static boolean hasValidDigest(JsonNode document) {
        return document instanceof ObjectNode object
                && digest(object.deepCopy().without(DIGEST))
                        .equals(document.path(DIGEST).asText());
    }

    private static String digest(JsonNode document) {
        try {
            return Sha256.of(CANONICAL.writeValueAsString(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
