package io.github.ouigate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ouigate.job.Deletion;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.JobFile;
import io.github.ouigate.testing.Json;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code init} refuses the conditions that a plan would refuse. */
class InitConditionsTest {
    private final PostgresShop shop = new PostgresShop(PostgresServer.newest());

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"nosuchcol", "closed) or (true", "closed --\n) OR (true"})
    void refusesWhatAPlanRefuses(String condition) throws IOException {
        Path file = Files.writeString(directory.resolve("job.yaml"), "mine");
        String planned = JobFile.write(
                Files.createDirectory(directory.resolve("other")),
                new Deletion("public", "messages", null),
                new Deletion("public", "message_threads", condition));

        Result init = init("--where", condition, "--with-children", "--overwrite", "--json");
        Result alone = init("--where", condition, "--overwrite", "--json");
        Result plan = new CommandLineRun().run("plan", shop, "--changelog", planned, "--json");

        assertThat(init.exitCode()).as(init.output()).isEqualTo(4);
        assertThat(plan.exitCode()).as(plan.output()).isEqualTo(4);
        assertThat(Json.document(init).path("error")).isEqualTo(withoutPlace(plan));
        assertThat(alone.out()).isEqualTo(init.out());
        assertThat(file).hasContent("mine");
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "closed /* old",
                "subject = 'old",
                "\"closed",
                "subject = $q$old",
                "closed AND",
                "closed ORDER BY id",
                "subject",
                "id = $1",
                "EXISTS (SELECT FROM users FOR UPDATE)"
            })
    void refusesOtherConditionsThatAPlanRefuses(String condition) throws IOException {
        refusesWhatAPlanRefuses(condition);
    }

    /** Returns the error of a plan, which adds the place of the condition. */
    private static JsonNode withoutPlace(Result plan) {
        ObjectNode error = (ObjectNode) Json.document(plan).path("error");
        return error.put("message", error.path("message").asText().replaceFirst("\\S+/job.yaml, line \\d+: ", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1=1; drop table users", "1=1 ;"})
    void refusesASecondStatement(String condition) {
        Result init = init("--where", condition, "--with-children");

        assertThat(init.exitCode()).as(init.output()).isEqualTo(4);
        assertThat(directory).isEmptyDirectory();
    }

    /** Each plan can allow a function; a comment at the end hides nothing. */
    @Test
    void writesWhatAPlanCanAllow() {
        shop.execute("CREATE FUNCTION is_old(boolean) RETURNS boolean LANGUAGE sql STABLE AS 'SELECT $1'");

        assertThat(init("--where", "is_old(closed)", "--with-children").exitCode())
                .isZero();
        assertThat(init("--where", "closed --", "--with-children", "--overwrite")
                        .exitCode())
                .isZero();
        assertThat(new CommandLineRun()
                        .run(
                                "plan",
                                shop,
                                "--changelog",
                                directory.resolve("job.yaml").toString())
                        .exitCode())
                .isZero();
    }

    /** A link stays, and its file is replaced, as an editor would do. */
    @Test
    void writesThroughALink() throws IOException {
        Path kept = Files.createDirectory(directory.resolve("kept"));
        Path file = Files.writeString(kept.resolve("real.yaml"), "mine");
        Path link = Files.createSymbolicLink(directory.resolve("job.yaml"), Path.of("kept", "real.yaml"));

        Result refused = init("--with-children");
        Result written = init("--with-children", "--overwrite");

        assertThat(refused.exitCode()).as(refused.output()).isEqualTo(2);
        assertThat(written.exitCode()).as(written.output()).isZero();
        assertThat(link).isSymbolicLink();
        assertThat(file).content().contains("tableName: message_threads");
        assertThat(kept).isDirectoryNotContaining(path -> !path.equals(file));
    }

    @Test
    void refusesALinkThatLeadsNowhere() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("job.yaml"), Path.of("missing", "real.yaml"));

        for (String[] options : List.of(new String[] {"--with-children"}, new String[] {"--overwrite"})) {
            Result result = init(options);

            assertThat(result.exitCode()).as(result.output()).isEqualTo(2);
            assertThat(result.err()).contains("job.yaml is a symbolic link to a file that does not exist");
        }
        assertThat(link).isSymbolicLink();
    }

    private Result init(String... options) {
        List<String> all = new ArrayList<>(List.of("--table", "message_threads"));
        all.addAll(List.of(options));
        all.addAll(List.of("--output", directory.resolve("job.yaml").toString()));
        return new CommandLineRun().run("init", shop, all.toArray(String[]::new));
    }
}
