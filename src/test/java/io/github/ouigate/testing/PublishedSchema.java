package io.github.ouigate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import io.github.ouigate.report.json.Schemas;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Validates the program's documents against the published schemas. */
public final class PublishedSchema {
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final SchemaValidatorsConfig CONFIG =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    private static final Map<String, JsonSchema> OF_KIND = new ConcurrentHashMap<>();

    private PublishedSchema() {}

    /**
     * Asserts that the output of a command line with {@code --json} is one document that conforms to its schema and
     * agrees with the exit code.
     */
    public static void assertDescribes(List<String> args, String out, int exitCode) {
        boolean asked = args.contains("--json") && !args.contains("--help") && !args.contains("--version");
        if (asked) {
            JsonNode document = Json.document(out);
            assertDescribes(document);
            assertThat(document.path("error").isNull())
                    .as("exit code %d of %s", exitCode, document.toPrettyString())
                    .isEqualTo(exitCode == 0);
        }
    }

    static void assertDescribes(JsonNode document) {
        String kind = document.path("kind").asText();
        assertThat(Schemas.kinds()).as(document.toPrettyString()).contains(kind);
        JsonSchema schema = OF_KIND.computeIfAbsent(kind, name -> FACTORY.getSchema(Schemas.text(name), CONFIG));
        assertThat(schema.validate(document)).as(document.toPrettyString()).isEmpty();
        JsonNode code = document.path("error").path("code");
        assertThat(code.isMissingNode() || ErrorCodes.has(code.asText()))
                .as("%s is in the list of error codes", code)
                .isTrue();
    }
}
