package io.github.ouigate.report.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ouigate.io.Resources;
import io.github.ouigate.json.Documents;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The JSON Schemas of the documents, one for each kind, and of the job file. */
public final class Schemas {
    private static final List<String> KINDS =
            List.of("draft", "plan", "receipt", "restore", "status", "verification", "recovery", "history", "error");

    private static final String REFERENCE = "#/$defs/";

    private Schemas() {}

    /** Returns the kinds of document. */
    public static List<String> kinds() {
        return KINDS;
    }

    /** Returns the kinds of document and the name of the job file's schema. */
    public static List<String> names() {
        return Stream.concat(Stream.of("job"), KINDS.stream()).toList();
    }

    /**
     * Returns a self-contained schema; definitions shared by several kinds are repeated in each.
     *
     * @param name one of {@link #names}
     */
    public static String text(String name) {
        ObjectNode schema = (ObjectNode) read(name);
        JsonNode all = read("definitions");
        Set<String> needed = new TreeSet<>();
        addReferences(schema, all, needed);
        if (!needed.isEmpty()) {
            ObjectNode definitions = schema.putObject("$defs");
            needed.forEach(definition -> definitions.set(definition, all.path(definition)));
        }
        return Documents.write(schema);
    }

    private static void addReferences(JsonNode in, JsonNode all, Set<String> needed) {
        for (String reference : in.findValuesAsText("$ref")) {
            String definition = reference.substring(REFERENCE.length());
            if (needed.add(definition)) {
                addReferences(all.path(definition), all, needed);
            }
        }
    }

    private static JsonNode read(String name) {
        try {
            return Documents.MAPPER.readTree(Resources.text(Schemas.class, "schema/" + name + ".json"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
