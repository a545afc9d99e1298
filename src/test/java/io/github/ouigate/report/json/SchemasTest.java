package io.github.ouigate.report.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import io.github.ouigate.run.outcome.Ending;
import io.github.ouigate.status.LedgerStatus;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.verify.Check;
import io.github.ouigate.verify.recovery.KeptRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published schemas. CommandLineRun and OuigateProcess validate each document of the test suite. */
class SchemasTest {
    static Stream<String> kinds() {
        return Schemas.kinds().stream();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void describesEachMemberAndAllowsNoOther(String name) throws Exception {
        Result printed = new CommandLineRun().run("schema", name);
        ObjectNode schema = (ObjectNode) new ObjectMapper().readTree(printed.out());

        assertThat(printed.exitCode()).isZero();
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(SchemaLocation.of(schema.path("$schema").asText()))
                        .validate(schema))
                .isEmpty();
        schema.remove(List.of("if", "then", "else")); // they restrict members that are described elsewhere
        for (JsonNode object : schema.findParents("properties")) {
            assertThat(object.has("additionalProperties"))
                    .as(object.toPrettyString())
                    .isTrue();
            object.path("properties")
                    .forEach(member -> assertThat(member.path("description").asText())
                            .as(member.toPrettyString())
                            .isNotBlank());
        }
        assertThat(schema.path("additionalProperties").isBoolean()).isTrue();
        assertThat(schema.path("properties").path("kind").path("const").asText())
                .isEqualTo(name);
    }

    /** A schema must not reject values that no test has produced yet. */
    @Test
    void containAllConstantsOfTheProgram() throws Exception {
        assertThat(choices("receipt", "/properties/outcome"))
                .containsExactlyInAnyOrderElementsOf(names(Ending.values(), ending -> ending != Ending.RESTORED));
        assertThat(choices("restore", "/properties/outcome")).containsAll(names(Ending.values(), ending -> !List.of(
                        Ending.INTENDED, Ending.COMMITTED, Ending.ALREADY_APPLIED)
                .contains(ending)));
        assertThat(choices("error", "/properties/outcome"))
                .containsAll(names(Ending.values(), ending -> ending != Ending.INTENDED));
        assertThat(choices("status", "/properties/outcome"))
                .containsExactlyInAnyOrderElementsOf(names(LedgerStatus.TagState.values(), state -> true));
        assertThat(choices("verification", "/properties/checks/items/properties/check"))
                .containsExactlyInAnyOrderElementsOf(names(Check.Kind.values(), kind -> true).stream()
                        .map(kind -> kind.toLowerCase(Locale.ROOT))
                        .toList());
        assertThat(choices("recovery", "/properties/runs/items/properties/state"))
                .containsExactlyInAnyOrderElementsOf(names(KeptRun.State.values(), state -> true));
    }

    private static List<String> choices(String schema, String path) throws Exception {
        List<String> choices = new ArrayList<>();
        new ObjectMapper()
                .readTree(Schemas.text(schema))
                .at(path)
                .path("enum")
                .forEach(choice -> choices.add(choice.asText()));
        return choices;
    }

    private static <E extends Enum<E>> List<String> names(E[] values, Predicate<E> wanted) {
        return Stream.of(values).filter(wanted).map(Enum::name).toList();
    }

    @Test
    void areListedWithoutAName() {
        assertThat(new CommandLineRun().run("schema").out().lines()).containsExactlyElementsOf(Schemas.names());
    }

    @Test
    void areSuggestedForAMisspeltName() {
        Result misspelt = new CommandLineRun().run("schema", "recipt");
        Result unknown = new CommandLineRun().run("schema", "nothing-like-it");

        assertThat(misspelt.exitCode()).isEqualTo(2);
        assertThat(misspelt.err()).contains("Did you mean receipt?");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("plan, receipt");
    }
}
