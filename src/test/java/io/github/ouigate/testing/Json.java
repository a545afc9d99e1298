package io.github.ouigate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ouigate.testing.CommandLineRun.Result;
import java.util.List;

/** Reads the document printed by a command. */
public final class Json {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Json() {}

    /** Returns a text of the document. */
    public static String text(Result result, String name) {
        return document(result).path(name).asText();
    }

    /** Returns the error message in the document. */
    public static String error(Result result) {
        return document(result).path("error").path("message").asText();
    }

    /** Returns a part of the document, as JSON. */
    public static String node(Result result, String name) {
        return document(result).path(name).toString();
    }

    /** Returns whether a member exists and is not null. */
    public static boolean has(Result result, String name) {
        return document(result).hasNonNull(name);
    }

    /** Returns a text member of each object in an array of the document. */
    public static List<String> texts(Result result, String array, String name) {
        return document(result).path(array).findValuesAsText(name);
    }

    /** Returns an array of the document. */
    public static JsonNode list(Result result, String array) {
        return document(result).path(array);
    }

    /** Returns the document. */
    public static JsonNode document(Result result) {
        return document(result.out());
    }

    /** Returns the only document in a text. */
    public static JsonNode document(String text) {
        try {
            JsonNode document = MAPPER.readTree(text);
            assertThat(document.isObject()).as(text).isTrue();
            return document;
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
