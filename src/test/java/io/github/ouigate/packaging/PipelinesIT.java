package io.github.ouigate.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ouigate.testing.EndedProgram;
import io.github.ouigate.testing.GitLabProject;
import io.github.ouigate.testing.KnownPassword;
import io.github.ouigate.testing.NodePackage;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.PurgingRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The provided pipelines: GitLab's is executed with the built program, GitHub's is checked by actionlint. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the jobs are POSIX shell scripts")
@Tag("slow")
@EnabledIf(
        value = "io.github.ouigate.testing.NodePackage#areInstalled",
        disabledReason = "there is no Node 20 or later here, or npm cannot install")
class PipelinesIT {
    private static final Path PIPELINES = Path.of("scripts", "pipelines").toAbsolutePath();

    @TempDir
    private Path directory;

    private @Nullable PurgingRole role;

    @Test
    void gitLabStoresThePlanAndItsPage() {
        PostgresShop shop = shop();
        List<String> before = shop.everyRow();
        GitLabProject project = project(shop);

        EndedProgram pipeline = project.run("plan");

        assertThat(pipeline.code()).as(pipeline.output()).isZero();
        assertThat(pipeline.output()).doesNotContain("WARN");
        assertThat(project.artifacts("plan")).containsExactly("plan.html", "plan.json");
        assertThat(shop.everyRow()).isEqualTo(before);
        KnownPassword.assertNotIn("the log", pipeline.output());
    }

    @Test
    void gitLabDeletesNothingWithoutConfirmation() throws JsonProcessingException {
        PostgresShop shop = shop();
        GitLabProject project = project(shop);

        assertDeletesNothing(shop, project, "--manual", "apply");
    }

    @ParameterizedTest
    @ValueSource(strings = {"oui", "OUI\"; touch pwned; echo \"", "OUI$(touch pwned)`touch pwned`"})
    void gitLabDeletesNothingWithAnotherWord(String word) throws JsonProcessingException {
        PostgresShop shop = shop();
        GitLabProject project = project(shop);

        assertDeletesNothing(shop, project, "--manual", "apply", "--variable", "TYPED_WORD=" + word);
        assertThat(project.hasFile("pwned")).isFalse();
    }

    private static void assertDeletesNothing(PostgresShop shop, GitLabProject project, String... args)
            throws JsonProcessingException {
        List<String> before = shop.everyRow();

        EndedProgram pipeline = project.run(args);

        assertThat(pipeline.code()).as(pipeline.output()).isNotZero();
        assertThat(pipeline.output())
                .containsPattern("PASS +plan")
                .containsPattern("FAIL +apply")
                .contains("\"outcome\" : \"DECLINED\"");
        assertThat(outcome(project)).isEqualTo("DECLINED");
        assertThat(pipeline.output()).doesNotContain("verify");
        assertThat(shop.everyRow()).isEqualTo(before);
    }

    @Test
    void gitLabPurgesOnceWithConfirmationAndVerifies() throws JsonProcessingException {
        PostgresShop shop = shop();
        List<String> kept = shop.usersAndOrders();
        GitLabProject project = project(shop);
        String[] purge = {"--manual", "apply", "--variable", "TYPED_WORD=OUI"};

        EndedProgram first = project.run(purge);

        assertThat(first.code()).as(first.output()).isZero();
        assertThat(project.artifacts("apply")).containsExactly("receipt.json", "receipts");
        assertThat(outcome(project)).isEqualTo("COMMITTED");
        assertThat(first.output()).contains("Verified: everything is in the expected state");
        assertThat(shop.conversations()).isEmpty();
        assertThat(shop.usersAndOrders()).isEqualTo(kept);
        KnownPassword.assertNotIn("the log", first.output());

        shop.openConversation();
        EndedProgram second = project.run(purge);

        assertThat(second.code()).as(second.output()).isZero();
        assertThat(outcome(project)).isEqualTo("ALREADY_APPLIED");
        assertThat(shop.conversations()).hasSize(2);
    }

    @Test
    void gitLabArchivesInTheDirectoryThatIsSet() throws IOException {
        PostgresShop shop = shop();
        GitLabProject project = project(shop);
        Path archives = Files.createDirectory(directory.resolve("all archives"));

        EndedProgram pipeline =
                project.run("--manual", "apply", "--variable", "TYPED_WORD=OUI", "--variable", "ARCHIVE=" + archives);

        assertThat(pipeline.code()).as(pipeline.output()).isZero();
        assertThat(archives.resolve("support-threads-purge").resolve("manifest.json"))
                .exists();
    }

    private static String outcome(GitLabProject project) throws JsonProcessingException {
        return new ObjectMapper()
                .readTree(project.artifact("apply", "receipt.json"))
                .path("outcome")
                .asText();
    }

    @Test
    void gitHubWorkflowIsValid() throws IOException {
        String template = Files.readString(PIPELINES.resolve("github-actions.yml"));

        assertThat(complaints(template)).isEmpty();
    }

    @Test
    void brokenGitHubWorkflowIsInvalid() throws IOException {
        String template = Files.readString(PIPELINES.resolve("github-actions.yml"));
        String broken = template.replace("needs: plan", "needs: plam")
                .replace("vars.OUIGATE_URL", "var.OUIGATE_URL")
                .replace("-Dconfirmation=\"$TYPED_WORD\"", "-Dconfirmation=\"${{ github.event.issue.title }}\"");

        assertThat(complaints(broken))
                .anySatisfy(complaint -> assertThat(complaint).contains("needs job \"plam\""))
                .anySatisfy(complaint -> assertThat(complaint).contains("undefined variable \"var\""))
                .anySatisfy(complaint -> assertThat(complaint).contains("github.event.issue.title", "untrusted"));
    }

    /** Returns actionlint's findings for a workflow, without those about the label of the project's runner. */
    private List<String> complaints(String workflow) {
        write("purge.yml", workflow);
        EndedProgram lint = EndedProgram.of(
                new ProcessBuilder(NodePackage.ACTIONLINT.start("purge.yml")).directory(directory.toFile()),
                Duration.ofSeconds(60));
        Pattern complaint = Pattern.compile("^purge\\.yml:\\d+:\\d+ .*$", Pattern.MULTILINE);
        List<String> all = complaint
                .matcher(lint.output())
                .results()
                .map(found -> found.group())
                .toList();

        assertThat(all).as(lint.output()).anyMatch(PipelinesIT::isOfTheRunner); // so it has read the file
        return all.stream().filter(line -> !isOfTheRunner(line)).toList();
    }

    private static boolean isOfTheRunner(String complaint) {
        return complaint.contains("label \"jump-host\" is unknown");
    }

    /** Returns a shop with the environment production, and the role of scripts/postgres-role.sql with a password. */
    private PostgresShop shop() {
        PostgresShop shop = new PostgresShop(PostgresServer.newest());
        role = new PurgingRole(shop);
        try {
            role.make("postgres");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        shop.execute(
                "ALTER DATABASE " + shop.database() + " SET ouigate.environment = 'production'",
                "ALTER ROLE " + PurgingRole.NAME + " PASSWORD " + KnownPassword.quoted(),
                "GRANT with_password TO " + PurgingRole.NAME);
        return shop;
    }

    @AfterEach
    void dropRole() {
        if (role != null) {
            role.close();
        }
    }

    private GitLabProject project(PostgresShop shop) {
        Path password = write("password", KnownPassword.VALUE);
        Map<String, String> variables = Map.of(
                "OUIGATE", Path.of("scripts", "ouigate").toAbsolutePath().toString(),
                "OUIGATE_URL", shop.url().replace("postgres@", PurgingRole.NAME + "@"),
                "DATABASE_NAME", shop.database(),
                "DATABASE_ENVIRONMENT", "production",
                "DATABASE_PASSWORD_FILE", password.toString());
        return new GitLabProject(directory.resolve("project"), PIPELINES.resolve("gitlab-ci.yml"), variables);
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
