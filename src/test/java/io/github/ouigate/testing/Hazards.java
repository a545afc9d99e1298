package io.github.ouigate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ouigate.testing.CommandLineRun.Result;
import java.util.ArrayList;
import java.util.List;

/** The hazards in a plan, each as {@code SEVERITY CODE schema.table}. */
public final class Hazards {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Hazards() {}

    /** Plans for a shop with these options and returns the hazards. */
    public static List<String> of(Shop shop, String... options) {
        return in(plan(shop, options));
    }

    /** Returns the hazards in a plan's or receipt's document. */
    public static List<String> in(Result result) {
        List<String> hazards = new ArrayList<>();
        for (JsonNode hazard : nodes(result)) {
            assertThat(hazard.path("message").asText()).isNotBlank();
            assertThat(hazard.path("remedy").asText()).isNotBlank();
            hazards.add((hazard.path("severity").asText() + " "
                            + hazard.path("code").asText() + " "
                            + hazard.path("table").asText(""))
                    .strip());
        }
        return hazards;
    }

    /** Plans and returns the messages of the hazards with a code. */
    public static List<String> messages(String code, Shop shop, String... options) {
        return texts("message", code, plan(shop, options));
    }

    /** Plans and returns the remedies of the hazards with a code. */
    public static List<String> remedies(String code, Shop shop, String... options) {
        return texts("remedy", code, plan(shop, options));
    }

    /** Plans, and returns the SQL and the commands in the remedies of one kind of hazard, to be copied. */
    public static List<String> statements(String code, Shop shop, String... options) {
        return remedies(code, shop, options).stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("  "))
                .map(String::strip)
                .toList();
    }

    private static Result plan(Shop shop, String... options) {
        List<String> args = new ArrayList<>(List.of(options));
        args.add("--json");
        return new CommandLineRun().run("plan", shop, args.toArray(String[]::new));
    }

    private static List<String> texts(String text, String code, Result result) {
        List<String> texts = new ArrayList<>();
        for (JsonNode hazard : nodes(result)) {
            if (hazard.path("code").asText().equals(code)) {
                texts.add(hazard.path(text).asText());
            }
        }
        return texts;
    }

    private static JsonNode nodes(Result result) {
        assertThat(result.out()).as(result.err()).startsWith("{");
        try {
            return MAPPER.readTree(result.out()).path("hazards");
        } catch (JsonProcessingException e) {
            throw new AssertionError(result.out(), e);
        }
    }
}
