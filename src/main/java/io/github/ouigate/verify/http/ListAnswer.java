package io.github.ouigate.verify.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * What another program has answered where a list was asked for. Its entries are counted and not kept: they are other
 * people's messages.
 *
 * @param kind what it is
 * @param entries how many entries the list has; 0 for anything else
 */
public record ListAnswer(Kind kind, int entries) {
    private static final JsonFactory JSON = new JsonFactory();

    /** What an answer can be. */
    public enum Kind {
        /** A list, and nothing after it. */
        LIST,
        /** Another JSON value. */
        OTHER_JSON,
        /** No JSON, or not all of it, or more than one value. */
        NO_JSON
    }

    /** Reads an answer, in any encoding that JSON may have. */
    public static ListAnswer of(byte[] body) {
        try (JsonParser parser = JSON.createParser(body)) {
            JsonToken first = parser.nextToken();
            int entries = 0;
            if (first == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    entries++;
                    parser.skipChildren();
                }
            } else {
                parser.skipChildren();
            }
            if (first == null || parser.nextToken() != null) {
                return new ListAnswer(Kind.NO_JSON, 0);
            }
            return new ListAnswer(first == JsonToken.START_ARRAY ? Kind.LIST : Kind.OTHER_JSON, entries);
        } catch (IOException e) {
            return new ListAnswer(Kind.NO_JSON, 0); // the bytes are in memory: they are at fault
        }
    }
}
