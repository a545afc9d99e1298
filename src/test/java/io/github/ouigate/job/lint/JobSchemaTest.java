package io.github.ouigate.job.lint;

import static io.github.ouigate.job.lint.LintCorpus.GOOD;
import static io.github.ouigate.job.lint.LintCorpus.faults;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.github.ouigate.job.Changelog;
import io.github.ouigate.report.json.Schemas;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** The schema for editors accepts what the lint accepts, and refuses what a schema can detect. */
class JobSchemaTest {
    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(Schemas.text("job"));

    /** Faults that a schema cannot detect: an order, a reference, or two equal texts. */
    private static final Set<String> NOT_TOLD =
            Set.of("change-after-tag", "property-undefined", "table-twice", "where-folded", "where-comment");

    /** Features that a YAML parser resolves before validation: tags, anchors, duplicate keys. */
    private static final List<String> OF_YAML = List.of("!!", "*c", "<<:", "? [");

    static Stream<LintCorpus.Edit> told() {
        return LintCorpus.edits()
                .filter(edit -> !NOT_TOLD.contains(edit.code()) && !edit.code().equals("key-twice"))
                .filter(edit -> OF_YAML.stream().noneMatch(edit.to()::contains))
                .filter(edit -> !isDate(edit) && !isSecondProperty(edit));
    }

    /** YAML 1.1, which Liquibase reads, has dates; for editors they are texts. */
    private static boolean isDate(LintCorpus.Edit edit) {
        return edit.to().contains("2026-11-23");
    }

    /** Liquibase ignores the case of property names. */
    private static boolean isSecondProperty(LintCorpus.Edit edit) {
        return edit.to().contains("name: TAG");
    }

    @ParameterizedTest
    @MethodSource("told")
    void refusesJobsThatTheLintRefuses(LintCorpus.Edit edit) {
        assertThat(validate(edit.changed())).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "changelogs/support-threads.yaml",
                "changelogs/closed-threads.yaml",
            })
    void acceptsTheBundledJobs(String name) {
        assertThat(validate(Changelog.bundled(name).content())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = LintCorpus.ACCEPTED + """
            - changeSet:     | - property: { name: months, value: "24" }¶  - changeSet:
            tableName: messages | tableName: "my table"¶            schemaName: '"x"'¶            where: "a\\n = 'é' -- x"
            tableName: messages | tableName: messages¶            where: "a # b = 1" # why
            tableName: messages | tableName: messages¶            where: a#b = 1¶            # why
            """)
    void acceptsWhatTheLintAccepts(String from, String to) {
        String content = GOOD.replace(from, to.replace("¶", "\n"));

        assertThat(faults(content)).isEmpty();
        assertThat(validate(content)).isEmpty();
    }

    private static Set<ValidationMessage> validate(String content) {
        JsonNode document = new ObjectMapper().valueToTree(new Yaml().load(content));
        return SCHEMA.validate(document);
    }
}
