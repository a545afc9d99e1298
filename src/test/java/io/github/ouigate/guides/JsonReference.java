package io.github.ouigate.guides;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ouigate.report.json.Schemas;
import io.github.ouigate.testing.ErrorCodes;
import java.util.ArrayList;
import java.util.List;

/** The members of the JSON documents, as their schemas describe them. */
final class JsonReference {
    private final StringBuilder page = new StringBuilder("""
            # JSON documents

            With `--json`, a command prints exactly one document on standard output, on every ending, usage errors and interruptions
            included. `ouigate schema NAME` prints its JSON Schema. This page is generated from the schemas by
            `scripts/references`.

            All documents have `schemaVersion`, `kind`, `outcome` and `error`. `error` is null where the command did what it was asked
            for. Otherwise it has `code`, `message` and `remedy`. Texts are in English. A new version may add members; a member that
            changes its meaning gets another `schemaVersion`.
            """);

    private JsonReference() {}

    static String page() throws JsonProcessingException {
        JsonReference reference = new JsonReference();
        for (String kind : Schemas.kinds()) {
            JsonNode schema = new ObjectMapper().readTree(Schemas.text(kind));
            reference
                    .page
                    .append("\n## ")
                    .append(kind)
                    .append("\n\n")
                    .append(schema.path("description").asText())
                    .append("\n\n| member | type | meaning |\n|---|---|---|\n");
            reference.addMembers(schema, schema, "");
        }
        reference.addErrorCodes();
        return reference.page.toString();
    }

    /** A code that a program may test for must not change unnoticed. */
    private void addErrorCodes() {
        page.append("""

                ## Error codes

                `error.code` is one of these, or the code of a [hazard](hazards.md) that blocks. A code keeps its meaning in all
                versions; a new version may add codes. In the texts, `…` stands for a name, a number or a statement. `–` is no remedy, or
                one that depends on the case, such as those of the faults of a job.

                | code | message | remedy |
                |---|---|---|
                """);
        ErrorCodes.keys()
                .forEach((code, key) -> addErrorCode(
                        code,
                        MessagePattern.text(key),
                        ErrorCodes.remedy(key).map(MessagePattern::text).orElse("–")));
        ErrorCodes.COMPOSED.stream().sorted().forEach(code -> addErrorCode(code, "–", "–"));
    }

    private void addErrorCode(String code, String message, String remedy) {
        page.append("| `")
                .append(code)
                .append("` | ")
                .append(cell(message))
                .append(" | ")
                .append(cell(remedy))
                .append(" |\n");
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replaceAll("\\s*\\n\\s*", " ");
    }

    private void addMembers(JsonNode schema, JsonNode of, String prefix) {
        of.path("properties").properties().forEach(member -> {
            List<String> types = new ArrayList<>();
            List<JsonNode> objects = new ArrayList<>();
            describe(schema, member.getValue(), types, objects);
            boolean list = types.contains("array");
            page.append("| `")
                    .append(prefix)
                    .append(member.getKey())
                    .append("` | ")
                    .append(String.join(" or ", types))
                    .append(" | ")
                    .append(member.getValue().path("description").asText())
                    .append(" |\n");
            objects.forEach(object -> addMembers(schema, object, prefix + member.getKey() + (list ? "[]." : ".")));
        });
    }

    /** Adds the types that a member can have, and the objects whose members are worth a line each. */
    private static void describe(JsonNode schema, JsonNode member, List<String> types, List<JsonNode> objects) {
        if (member.has("$ref")) {
            describe(schema, schema.at(member.path("$ref").asText().substring(1)), types, objects);
        }
        member.path("anyOf").forEach(choice -> describe(schema, choice, types, objects));
        if (member.has("const")) {
            add(types, "`" + member.path("const").asText() + "`");
        }
        JsonNode type = member.path("type");
        if (type.isTextual()) {
            add(types, type.asText());
        }
        type.forEach(each -> add(types, each.asText()));
        member.path("enum").forEach(value -> add(types, "`" + value.asText() + "`"));
        if (member.has("enum")) {
            types.remove("string");
        }
        if (member.has("properties")) {
            objects.add(member);
        }
        JsonNode items = member.path("items");
        List<String> ofItems = new ArrayList<>();
        if (!items.isMissingNode()) {
            describe(schema, items, ofItems, objects);
        }
    }

    private static void add(List<String> types, String type) {
        if (!types.contains(type)) {
            types.add(type);
        }
    }
}
