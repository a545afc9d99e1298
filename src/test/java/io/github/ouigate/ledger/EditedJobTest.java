package io.github.ouigate.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.Hazards;
import io.github.ouigate.testing.JobFile;
import io.github.ouigate.testing.Json;
import io.github.ouigate.testing.NewestPostgresAndH2;
import io.github.ouigate.testing.Shop;
import io.github.ouigate.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;

/** A job that was edited after its run, without another tag, is not taken for the job that was applied. */
@ParameterizedClass
@NewestPostgresAndH2
class EditedJobTest {
    private static final String CODE = "APPLIED_WITH_OTHER_CONDITIONS";

    private final Shop shop;

    @TempDir
    private Path directory;

    EditedJobTest(TestDatabase database) {
        shop = database.newShop();
    }

    @Test
    void refusesAnotherCondition() throws IOException {
        String[] job = job("created_at IS NULL");
        String[] edited = job("created_at IS NOT NULL");
        apply(job);

        assertThat(Hazards.of(shop, edited)).contains("BLOCK " + CODE + " " + ledger());
        assertThat(Hazards.messages(CODE, shop, edited))
                .singleElement()
                .asString()
                .contains("support-threads-purge", ledger(), "0 " + shop.table("messages"), runId());
        assertThat(Hazards.remedies(CODE, shop, edited))
                .singleElement()
                .asString()
                .contains("at most once", "another --tag");
        Applying.isRefused(CODE, shop, edited);
        assertThat(Applying.confirmed(shop, job).out()).contains("Nothing to do");
        assertThat(new CommandLineRun().run("plan", shop, edited).out())
                .contains("Tag        support-threads-purge – already used")
                .doesNotContain("not applied yet", "A run still records the tag");
        apply(with(edited, "--tag", "next"));
        assertThat(shop.count("messages")).isZero();
    }

    @Test
    @Tag("slow")
    void failsTheCheckOfTheLedger() throws IOException {
        String[] job = job("created_at IS NULL");
        String[] edited = job("created_at < NULL");
        apply(job);

        Result verified = new CommandLineRun().run("verify", shop, edited);
        JsonNode status = Json.document(new CommandLineRun().run("status", shop, with(edited, "--json")));

        assertThat(verified.exitCode()).as(verified.output()).isEqualTo(7);
        assertThat(verified.out()).containsIgnoringWhitespaces("with other conditions or in another order");
        assertThat(new CommandLineRun().run("verify", shop, job).exitCode()).isZero();
        assertThat(status.path("tagState").asText()).isEqualTo(CODE);
        assertThat(status.path("next").asText()).contains("another --tag");
        assertThat(status.path("alreadyApplied").isNull()).isTrue();
    }

    @Test
    @Tag("slow")
    void refusesAConditionInsteadOfNoneAndTheReverse() throws IOException {
        String[] all = {};
        String[] some = job("created_at IS NOT NULL");
        apply(all);
        apply(with(some, "--tag", "some"));

        Applying.isRefused(CODE, shop, some);
        Applying.isRefused(CODE, shop, with(all, "--tag", "some"));
    }

    @Test
    @Tag("slow")
    void refusesAnotherValueInACondition() {
        String[] job = {"--changelog", "changelogs/closed-threads.yaml"};
        apply(with(job, "-Dmonths=36"));

        Applying.isRefused(CODE, shop, with(job, "-Dmonths=24"));
        assertThat(Applying.confirmed(shop, with(job, "-Dmonths=36")).out()).contains("Nothing to do");
    }

    /** The rows of earlier versions have a digest of the tables only, or none. */
    @Test
    @Tag("slow")
    void comparesOnlyTheTablesOfARowOfAnEarlierVersion() throws IOException {
        String[] edited = job("created_at IS NOT NULL");
        String tables = shop.table("messages").equals("PUBLIC.MESSAGES") ? "12356869fa045aa7" : "3904b6d2a9b5cf5d";
        apply();

        for (String brackets : List.of(" [tables " + tables + "]", "")) {
            shop.execute("UPDATE databasechangelog SET comments = regexp_replace(comments, '( \\[.*\\])?: ', '"
                    + brackets + ": ')");

            assertThat(Applying.confirmed(shop, edited).out()).contains("Nothing to do");
            assertThat(new CommandLineRun().run("status", shop).out())
                    .contains("by dba@jumphost")
                    .doesNotContain("[tables");
            Applying.isRefused("APPLIED_TO_OTHER_TABLES", shop, "--changelog", "" + ofOrders());
        }
    }

    private Path ofOrders() throws IOException {
        return JobFile.in(Files.createTempDirectory(directory, "job"), "tableName: orders");
    }

    private String[] job(String condition) throws IOException {
        Path file = JobFile.in(
                Files.createTempDirectory(directory, "job"),
                "tableName: messages, where: \"" + condition + "\"",
                "tableName: message_threads, where: \"" + condition + "\"");
        return new String[] {"--changelog", file.toString()};
    }

    private void apply(String... options) {
        Result result = Applying.confirmed(shop, options);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.out()).contains("Done: the rows are deleted");
    }

    private String ledger() {
        return shop.table("databasechangelog");
    }

    private String runId() {
        return shop.ledger("support-threads-purge").get(0).replaceAll("(?s).*ouigate (\\S+) by.*", "$1");
    }

    private static String[] with(String[] options, String... more) {
        return Stream.concat(Arrays.stream(options), Arrays.stream(more)).toArray(String[]::new);
    }
}
