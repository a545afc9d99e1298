package io.github.ouigate.json;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.github.ouigate.io.Sha256;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.RefusedException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes JSON documents with a digest that reveals later changes. */
public final class Documents {
    public static final int SCHEMA_VERSION = 2;

    /**
     * Maps records by their components. Reading is strict: duplicate or missing members and trailing text are errors.
     * Members without a component are ignored.
     */
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addDeserializer(Instant.class, new FromStringDeserializer<>(Instant.class) {
                        @Override
                        protected Instant _deserialize(String text, DeserializationContext context) {
                            return Instant.parse(text);
                        }
                    }))
            .build();

    static final String DIGEST = "digest";

    /** Characters that terminals interpret or hide, and that Jackson does not escape. They occur only in strings. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\x7f-\\x9f\\p{Cf}]");

    /** One value a line, so that documents can be compared with diff. */
    private static final ObjectWriter PRETTY =
            MAPPER.writer(new DefaultPrettyPrinter().withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE));

    /** Without white space and with sorted names, so that the digest is independent of the layout. */
    private static final ObjectWriter CANONICAL = MAPPER.writer().with(JsonNodeFeature.WRITE_PROPERTIES_SORTED);

    private Documents() {}

    /** Returns a document with the members of {@code content}. */
    public static ObjectNode of(String kind, ObjectNode content) {
        ObjectNode document =
                MAPPER.createObjectNode().put("schemaVersion", SCHEMA_VERSION).put("kind", kind);
        return document.setAll(content);
    }

    /** Returns the text of a document. */
    public static String write(JsonNode document) {
        String json = write(PRETTY, document);
        return UNPRINTABLE.matcher(json).replaceAll(found -> found.group()
                        .chars()
                        .mapToObj("\\\\u%04X"::formatted)
                        .collect(Collectors.joining()))
                + "\n";
    }

    private static String write(ObjectWriter writer, JsonNode document) {
        try {
            return writer.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // a tree of plain values can always be written
        }
    }

    /** Adds the digest to a document and returns it. */
    public static ObjectNode addDigest(ObjectNode document) {
        return document.put(DIGEST, digest(document));
    }

    /** Returns whether a document is unchanged since its digest was added. */
    static boolean hasValidDigest(JsonNode document) {
        return document instanceof ObjectNode object
                && digest(object).equals(document.path(DIGEST).asText());
    }

    /** Returns the kind of a document; empty if the text is not a JSON object with a kind. */
    public static Optional<String> kindOf(String document) {
        try {
            return Optional.of(MAPPER.readTree(document).path("kind").asText()).filter(kind -> !kind.isEmpty());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** Returns the digest contained in the text of a document. */
    public static String digestIn(String document) {
        try {
            return MAPPER.readTree(document).path(DIGEST).asText();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /**
     * Checks that a document is the expected one.
     *
     * @param expected the expected digest, either the one in the document or that of its file; empty to skip the check
     * @throws RefusedException if it is another document
     */
    public static void requireDigest(Path file, String document, Optional<String> expected) {
        String held = digestIn(document);
        String ofFile = Sha256.of(document);
        if (expected.isPresent()
                && !expected.get().equals(held)
                && !expected.get().equals(ofFile)) {
            throw new RefusedException(Message.of("digest.other", file, expected.get(), held, ofFile));
        }
    }

    private static String digest(ObjectNode document) {
        return Sha256.of(canonical(document.deepCopy().without(DIGEST)));
    }

    /** Returns the text of a document in a form independent of its layout. */
    static String canonical(JsonNode document) {
        return write(CANONICAL, document);
    }
}
