package io.github.ouigate.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** In the pipelines, typed values are never executed as code, and no command contains a password. */
class PipelineTemplatesTest {
    private static final String GITLAB = "gitlab-ci.yml";
    private static final String GITHUB = "github-actions.yml";

    private static String text(String name) throws IOException {
        return Files.readString(Path.of("scripts", "pipelines", name));
    }

    @Test
    void gitHubScriptsContainNoExpressions() throws IOException {
        JsonNode workflow = new ObjectMapper().valueToTree(new Yaml().<Object>load(text(GITHUB)));

        List<String> scripts = workflow.path("jobs").findValuesAsText("run");

        assertThat(scripts).anyMatch(script -> script.contains("ouigate apply"));
        assertThat(scripts).noneMatch(script -> script.contains("${{"));
    }

    @ParameterizedTest
    @ValueSource(strings = {GITLAB, GITHUB})
    void confirmationIsOneQuotedArgument(String name) throws IOException {
        String text = text(name);

        assertThat(text).containsOnlyOnce("-Dconfirmation");
        assertThat(text).contains(" -Dconfirmation=\"$TYPED_WORD\" ");
    }

    @ParameterizedTest
    @ValueSource(strings = {GITLAB, GITHUB})
    void appliesTheSavedPlanToTheExpectedDatabase(String name) throws IOException {
        String commands = text(name).replaceAll("\\\\?\\R\\s*", " ");

        List<String> found = Pattern.compile(
                        "(?:ouigate|\"\\$OUIGATE\") (?:plan|apply|verify) .*?--environment \"\\$\\w+\"")
                .matcher(commands)
                .results()
                .map(MatchResult::group)
                .toList();

        assertThat(found)
                .hasSize(3)
                .allMatch(command -> command.endsWith(
                        "--expect-database \"$DATABASE_NAME\" --environment \"$DATABASE_ENVIRONMENT\""))
                .anyMatch(command -> command.contains("apply --plan plan.json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {GITLAB, GITHUB})
    void archivesOnlyIfADirectoryIsSet(String name) throws IOException {
        String optional = "${ARCHIVE:+--archive \"$ARCHIVE\"}";
        String text = text(name);

        assertThat(text.replace(optional, "")).doesNotContain("--archive");
        assertThat(text.split(Pattern.quote(optional), -1))
                .as("in plan and apply")
                .hasSize(3);
        assertThat(text.lines().filter(line -> line.contains("ARCHIVE: ")))
                .singleElement()
                .asString()
                .startsWith(name.equals(GITLAB) ? "  # " : "# ");
    }

    @ParameterizedTest
    @ValueSource(strings = {GITLAB, GITHUB})
    void commandsContainNoPassword(String name) throws IOException {
        assertThat(text(name))
                .doesNotContainPattern("\\$\\{?(OUIGATE_|PG)?PASSWORD")
                .doesNotContainPattern("--password(?!-file \"\\$DATABASE_PASSWORD_FILE\")")
                .doesNotContainPattern("postgresql://[^@/\\s]*:[^@/\\s]*@");
    }
}
