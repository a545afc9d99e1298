package io.github.ouigate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.Hazards;
import io.github.ouigate.testing.HtmlPage;
import io.github.ouigate.testing.Json;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The findings of a plan on a real PostgreSQL server, and the resulting refusals of apply. */
class PlanTest {
    private final PostgresShop shop = new PostgresShop(PostgresServer.newest());

    @Test
    void showsTheServersOwnIdentityAndExactCounts() throws JsonProcessingException {
        Result result = new CommandLineRun().run("plan", shop, "--json");

        JsonNode plan = new ObjectMapper().readTree(result.out());
        assertThat(result.exitCode()).isZero();
        assertThat(plan.path("schemaVersion").asInt()).isEqualTo(2);
        assertThat(plan.path("kind").asText()).isEqualTo("plan");
        assertThat(plan.path("database").path("name").asText()).isEqualTo(shop.database());
        assertThat(plan.path("database").path("host").asText())
                .isEqualTo("127.0.0.1:" + shop.server().port());
        assertThat(plan.path("database").path("systemIdentifier").asText())
                .isEqualTo(shop.value("SELECT system_identifier FROM pg_control_system()"));
        assertThat(plan.path("deletions").findValuesAsText("table"))
                .containsExactly("public.messages", "public.message_threads");
        assertThat(plan.path("deletions").findValuesAsText("rows")).containsExactly("36", "6");
        assertThat(plan.path("preserved").findValuesAsText("table"))
                .containsExactlyInAnyOrder("public.users", "public.orders");
        assertThat(plan.path("preserved").findValuesAsText("rows")).containsExactlyInAnyOrder("8", "10");
        assertThat(plan.path("hazards").findValuesAsText("code")).containsExactly("MISSING_INDEX");
        assertThat(plan.path("hazards").findValuesAsText("severity")).containsExactly("NOTE");
        assertThat(plan.path("applicable").asBoolean()).isTrue();
        assertThat(plan.path("alreadyApplied").isNull()).isTrue();
    }

    @Test
    void distinguishesNeverAnalysedTablesFromEmptyOnes() {
        shop.execute("CREATE TABLE newsletters (id int)", "INSERT INTO newsletters VALUES (1)");

        Result result = new CommandLineRun().run("plan", shop);
        shop.execute("ANALYZE newsletters");
        Result analysed = new CommandLineRun().run("plan", shop);

        assertThat(result.out()).containsPattern("public\\.newsletters +(\\?  never analysed|~ 1  estimated)");
        assertThat(analysed.out()).containsPattern("public\\.newsletters +~ 1  estimated");
    }

    @Test
    void namesEveryMissingTable() {
        shop.execute("DROP TABLE messages, message_threads");

        Result result = new CommandLineRun().run("plan", shop);

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.out())
                .contains("The table messages does not exist.", "The table message_threads does not exist.");
    }

    @Test
    void fingerprintChangesWithTheTables() throws JsonProcessingException {
        String before = fingerprint();
        String again = fingerprint();

        shop.execute("ALTER TABLE messages ADD COLUMN edited_at timestamptz");

        assertThat(again).isEqualTo(before);
        assertThat(fingerprint()).isNotEqualTo(before);
    }

    private String fingerprint() throws JsonProcessingException {
        Result result = new CommandLineRun().run("plan", shop, "--json");
        return new ObjectMapper().readTree(result.out()).path("fingerprint").asText();
    }

    /** A transaction that writes anything gets a transaction ID; none was assigned. */
    @ParameterizedTest
    @ValueSource(strings = {"plan", "status"})
    void writesNothing(String command) {
        String nextTransaction = "SELECT pg_snapshot_xmax(pg_current_snapshot())";
        String before = shop.value(nextTransaction);

        Result result = new CommandLineRun().run(command, shop);

        assertThat(result.exitCode()).isZero();
        assertThat(shop.value(nextTransaction)).isEqualTo(before);
        assertThat(shop.rows("SELECT relname FROM pg_class WHERE relname LIKE 'databasechangelog%'"))
                .isEmpty();
    }

    @Test
    void refusesWhenAnotherTablesRowsReferenceConversations() {
        shop.execute(
                "CREATE TABLE ratings (id int, thread_id uuid REFERENCES message_threads (id))",
                "INSERT INTO ratings SELECT 1, id FROM message_threads LIMIT 1");

        assertRefused("OUTSIDE_REFERENCES");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CASCADE", "SET NULL", "SET DEFAULT"})
    void refusesWhenTheDeleteWouldChangeAnotherTable(String action) {
        shop.execute("CREATE TABLE ratings (thread_id uuid REFERENCES message_threads (id) ON DELETE " + action + ")");
        shop.execute("INSERT INTO ratings SELECT id FROM message_threads LIMIT 1");

        assertRefused("OUTSIDE_CASCADE");
    }

    @Test
    void refusesARuleThatRewritesDeletes() {
        shop.execute("CREATE RULE keep AS ON DELETE TO messages DO INSTEAD NOTHING");

        assertRefused("RULE");
    }

    @Test
    void refusesRowsThatItCannotSee() {
        String role = "watched_in_" + shop.database();
        shop.execute(
                "CREATE ROLE " + role + " LOGIN",
                "GRANT SELECT, DELETE ON messages, message_threads TO " + role,
                "ALTER TABLE messages ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY own ON messages USING (author_user_id IS NOT NULL)");

        Result result =
                new CommandLineRun().withSystemProperty("confirmation", "OUI").run("apply", shop, "--user", role);

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.output()).contains("[ROW_SECURITY]");
        assertThat(shop.conversations()).hasSize(42);
    }

    @Test
    void warnsOfATriggerThatFiresOnDelete() {
        shop.execute(
                "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
                "CREATE TRIGGER noting AFTER DELETE ON messages EXECUTE FUNCTION note()",
                "CREATE TRIGGER adding AFTER INSERT ON messages EXECUTE FUNCTION note()");

        Result result = new CommandLineRun().run("plan", shop);

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("! The trigger noting fires").doesNotContain("adding");
    }

    @Test
    void proceedsIfTheOtherTableHasNoReferencingRows() {
        shop.execute("CREATE TABLE ratings (id int, thread_id uuid REFERENCES message_threads (id))");

        Result result = new CommandLineRun().run("apply", shop, "-Dconfirmation=OUI");

        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).contains("OUTSIDE_KEY");
        assertThat(shop.conversations()).isEmpty();
    }

    @Test
    @Tag("slow")
    void waitsOnlyBrieflyForALockOnAPreservedTable() throws SQLException {
        try (Connection other = shop.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE users IN ACCESS EXCLUSIVE MODE");

            Result result = new CommandLineRun().run("plan", shop);

            assertThat(result.exitCode()).isEqualTo(8);
            assertThat(result.err()).contains("locked a table against readers");
            other.rollback();
        }
    }

    @Test
    void refusesADatabaseOtherThanTheExpectedOne() {
        assertRefused("OTHER_DATABASE", "--expect-database", "another");
    }

    @Test
    void refusesAnotherDatabaseEvenIfItHasTheTag() {
        new CommandLineRun().run("apply", shop, "-Dconfirmation=OUI");

        Result result = new CommandLineRun().run("apply", shop, "--expect-database", "another");

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.output()).contains("OTHER_DATABASE").doesNotContain("Nothing to do");
    }

    @Test
    void refusesATagOfAnotherChangeset() {
        new CommandLineRun().run("apply", shop, "-Dconfirmation=OUI", "--tag", "first");
        shop.execute("UPDATE databasechangelog SET tag = 'release-12' WHERE tag = 'first'");
        shop.openConversation();

        Result result = new CommandLineRun().run("apply", shop, "-Dconfirmation=OUI", "--tag", "release-12");

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.output()).contains("TAG_TAKEN", "delete-all-support-threads-first");
        assertThat(shop.conversations()).hasSize(2);
    }

    @Test
    void requiresTheEnvironmentOfAMarkedDatabase() {
        shop.execute("ALTER DATABASE " + shop.database() + " SET ouigate.environment = 'production'");

        assertRefused("ENVIRONMENT_UNNAMED");
        assertRefused("OTHER_ENVIRONMENT", "--environment", "staging");
        assertThat(new CommandLineRun()
                        .run("apply", shop, "-Dconfirmation=OUI", "--environment", "production")
                        .exitCode())
                .isZero();
    }

    @Test
    void environmentOfTheDatabaseOverridesThatOfTheSession() {
        shop.execute("ALTER DATABASE " + shop.database() + " SET ouigate.environment = 'production'");
        String url = shop.url() + "?options=-c%20ouigate.environment%3Dstaging";

        Result result = new CommandLineRun().run("plan", "--url", url, "--environment", "staging");

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.out()).contains("[OTHER_ENVIRONMENT]");
    }

    @Test
    void refusesAnEnvironmentOnAnUnmarkedDatabase() {
        assertRefused("ENVIRONMENT_UNMARKED", "--environment", "production");
    }

    @Test
    void refusesMoreRowsThanAllowed() {
        assertRefused("TOO_MANY_ROWS", "--max-rows", "41");
        assertThat(new CommandLineRun()
                        .run("apply", shop, "-Dconfirmation=OUI", "--max-rows", "42")
                        .exitCode())
                .isZero();
    }

    @Test
    void refusesAnAmbientUrlWithoutAnExpectedDatabase() {
        List<String> before = shop.conversations();
        CommandLineRun ambient = new CommandLineRun().withEnvironment("DATABASE_URL", shop.url());

        Result unnamed = ambient.run("apply", "-Dconfirmation=OUI");
        List<String> untouched = shop.conversations();
        Result named = ambient.run("apply", "-Dconfirmation=OUI", "--expect-database", shop.database());

        assertThat(unnamed.exitCode()).isEqualTo(4);
        assertThat(unnamed.output()).contains("AMBIENT_URL", "DATABASE_URL");
        assertThat(untouched).isEqualTo(before);
        assertThat(named.exitCode()).isZero();
    }

    @Test
    void reportsTheArchiveProblemsOfApply(@TempDir Path directory) throws IOException {
        Result missing = new CommandLineRun().run("plan", shop, "--archive", directory + "/nowhere");
        Result fine = new CommandLineRun().run("plan", shop, "--archive", directory.toString());
        List<Path> left = contents(directory);

        assertThat(missing.exitCode()).as(missing.output()).isEqualTo(2);
        assertThat(fine.exitCode()).as(fine.output()).isZero();
        assertThat(left).isEmpty();
    }

    @Test
    void isBlockedByAnExistingArchive(@TempDir Path directory) throws IOException {
        String archives = Files.createDirectories(directory.resolve("archives")).toString();
        Path saved = directory.resolve("plan.json");
        Path page = directory.resolve("plan.html");
        Path archive = Files.createDirectory(Path.of(archives, "support-threads-purge"));

        Result text = new CommandLineRun()
                .run("plan", shop, "--archive", archives, "--out", saved.toString(), "--html", page.toString());
        Result document = new CommandLineRun().run("plan", shop, "--archive", archives, "--json");
        Result apply = new CommandLineRun().run("apply", shop, "--archive", archives, "--json", "-Dconfirmation=OUI");
        Files.delete(archive);
        Result applied = new CommandLineRun()
                .run("apply", shop, "--plan", saved.toString(), "--archive", archives, "-Dconfirmation=OUI");

        String reason = archive + " already exists, and is not a complete archive.";
        assertThat(text.exitCode()).as(text.output()).isEqualTo(4);
        assertThat(text.out()).containsIgnoringWhitespaces(reason, "[ARCHIVE_EXISTS]");
        assertThat(text.err()).doesNotContain("already exists");
        assertThat(HtmlPage.of(Files.readString(page)).title()).contains("is blocked");
        assertThat(HtmlPage.of(Files.readString(page)).text()).contains(reason);
        assertThat(document.exitCode()).isEqualTo(4);
        assertThat(Hazards.in(document)).contains("BLOCK ARCHIVE_EXISTS");
        assertThat(Json.node(document, "applicable")).isEqualTo("false");
        assertThat(Json.node(document, "error")).isEqualTo(Json.node(apply, "error"));
        assertThat(apply.exitCode()).isEqualTo(4);
        assertThat(applied.exitCode()).as(applied.output()).isEqualTo(4);
        assertThat(shop.conversations()).hasSize(42);
    }

    private static List<Path> contents(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private void assertRefused(String hazard, String... options) {
        List<String> before = shop.conversations();

        Result result =
                new CommandLineRun().withSystemProperty("confirmation", "OUI").run("apply", shop, options);

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.output()).contains("[" + hazard + "]");
        assertThat(shop.conversations()).isEqualTo(before);
        assertThat(shop.rows("SELECT relname FROM pg_class WHERE relname LIKE 'databasechangelog%'"))
                .isEmpty();
    }
}
