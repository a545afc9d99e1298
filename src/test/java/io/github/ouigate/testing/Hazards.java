package io.github.ouigate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ouigate.testing.CommandLineRun.Result;
import java.util.ArrayList;
import java.util.List;

/** The hazards that a plan shows, each as {@code SEVERITY CODE schema.table}. */
public final class Hazards {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Hazards() {}

    /** Plans for a shop, with these options, and returns what stands in the way or is to be known. */
    public static List<String> of(Shop shop, String... options) {
        List<String> args = new ArrayList<>(List.of(options));
        args.add("--json");
        return in(new CommandLineRun().run("plan", shop, args.toArray(String[]::new)));
    }

    /** Reads the hazards of a document: a plan's or a receipt's. */
    public static List<String> in(Result result) {
        assertThat(result.out()).as(result.err()).startsWith("{");
        List<String> hazards = new ArrayList<>();
        try {
            for (JsonNode hazard : MAPPER.readTree(result.out()).path("hazards")) {
                assertThat(hazard.path("message").asText()).isNotBlank();
                assertThat(hazard.path("mend").asText()).isNotBlank();
                hazards.add((hazard.path("severity").asText() + " "
                                + hazard.path("code").asText() + " "
                                + hazard.path("table").asText(""))
                        .strip());
            }
        } catch (JsonProcessingException e) {
            throw new AssertionError(result.out(), e);
        }
        return hazards;
    }
}
