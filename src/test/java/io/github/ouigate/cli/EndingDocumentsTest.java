package io.github.ouigate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.Json;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With {@code --json}, each ending prints one document with the information that a program needs. */
class EndingDocumentsTest {
    private final PostgresShop shop = new PostgresShop(PostgresServer.newest());

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "--json, USAGE_UNKNOWN",
        "--json plan, USAGE_UNKNOWN",
        "no-such-command --json, USAGE_UNKNOWN",
        "plan --json --no-such-option, USAGE_UNKNOWN",
        "plan --no-such-option --json, USAGE_UNKNOWN",
        "plan --lang xx --json, USAGE_BAD_VALUE",
        "plan --tag --json, USAGE_NO_VALUE",
        "plan --json --json, USAGE_TWICE",
        "plan --json=perhaps, USAGE_BAD_VALUE",
        "demo --json, USAGE_UNKNOWN",
        "completion --json, USAGE_UNKNOWN",
        "plan --json, URL_MISSING",
        "apply --json --max-rows x, USAGE_BAD_VALUE",
        "restore --json, USAGE_REQUIRED",
        "restore --json --archive, USAGE_NO_VALUE",
        "restore --json --archiv x, USAGE_UNKNOWN",
        "restore --json --archive no-such-directory, ARCHIVE_MISSING",
        "verify --json --receipt no-such-file, SAVED_RECEIPT_MISSING",
        "apply --json --plan no-such-file, SAVED_PLAN_MISSING",
        "status --json --changelog no-such-file, CHANGELOG_MISSING",
    })
    void ofAUsageError(String line, String code) {
        Result result = new CommandLineRun().run(line.split(" ", -1));

        assertEnds(result, 2, "error", "USAGE", code);
        assertThat(result.err()).startsWith("Error");
    }

    @ParameterizedTest
    @CsvSource({"plan", "plan --json=false"})
    void noDocumentIsPrintedWithoutJson(String line) {
        assertThat(new CommandLineRun().run(line.split(" ", -1)).out()).isEmpty();
    }

    @Test
    void failedConnectionHasADocument() {
        for (String command : List.of("plan", "apply", "status", "verify")) {
            Result result = new CommandLineRun().run(command, "--json", "--url", "postgresql://u@127.0.0.1:1/shop");

            assertEnds(result, 1, "error", "FAILED", "CONNECT_UNREACHABLE");
        }
    }

    @Test
    void remedyIsAMemberOfItsOwn() {
        Result result = new CommandLineRun().run("plan", "--json", "--url", "postgresql://u@127.0.0.1:1/shop");

        JsonNode error = Json.document(result).path("error");
        assertThat(error.path("message").asText()).endsWith("cannot be reached: Connection refused.");
        assertThat(error.path("remedy").asText()).startsWith("Check the host, the port and the firewall");
        assertThat(result.err())
                .contains("Connection refused.\n  → Check the host")
                .containsOnlyOnce("Check the host");
    }

    @Test
    void documentIsEnglishInEveryLanguage() {
        String[] failing = {"plan", "--json", "--url", "postgresql://u@127.0.0.1:1/shop"};

        Result english = new CommandLineRun().run(failing);
        Result french = new CommandLineRun().in(Locale.FRENCH).run(failing);

        assertThat(french.out()).isEqualTo(english.out());
        assertThat(french.err()).startsWith("Erreur");
    }

    @Test
    void unexpectedFailureHasADocument() {
        Runnable failing = () -> {
            throw new OutOfMemoryError("as the test told it");
        };

        Result result = new CommandLineRun().typing(failing, "OUI").run("apply", shop, "--json");

        assertEnds(result, 1, "error", "FAILED", "UNEXPECTED");
    }

    @Test
    void declinedConfirmationHasADocument() {
        assertEnds(run("apply"), 3, "receipt", "DECLINED", "GATE_NO_TERMINAL");
        assertEnds(
                new CommandLineRun().typing("oui").run("apply", shop, "--json"),
                3,
                "receipt",
                "DECLINED",
                "GATE_WRONG_WORD");
    }

    @Test
    void refusalHasADocument() throws IOException {
        Path unsafe = Files.writeString(directory.resolve("job.yaml"), "databaseChangeLog: []\n");
        Path edited = Files.writeString(directory.resolve("plan.json"), "{}");

        assertEnds(run("plan", "--expect-database", "other"), 4, "plan", "BLOCKED", "OTHER_DATABASE");
        assertEnds(run("apply", "--expect-database", "other"), 4, "receipt", "REFUSED", "OTHER_DATABASE");
        assertEnds(run("status", "--changelog", unsafe.toString()), 4, "error", "REFUSED", "JOB_UNSAFE");
        assertEnds(run("apply", "--plan", edited.toString()), 4, "error", "REFUSED", "SAVED_PLAN_OTHER_KIND");
    }

    @Test
    void rollbackHasADocument() {
        shop.execute(
                "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
                        + " $$BEGIN RAISE 'threads are under audit'; END$$",
                "CREATE TRIGGER audit BEFORE DELETE ON message_threads EXECUTE FUNCTION refuse()");

        assertEnds(run("apply", "-Dconfirmation=OUI"), 5, "receipt", "ROLLED_BACK", "RUN_FAILED");
    }

    @Test
    void differenceHasADocument() {
        assertEnds(run("verify"), 7, "verification", "DIFFERENT", "VERIFY_DIFFERENT");
    }

    @Test
    void busyEndingHasADocument() throws Exception {
        try (Sessions.Blocker other = new Sessions(shop).block("UPDATE messages SET content = content")) {
            assertEnds(
                    run("apply", "-Dconfirmation=OUI", "--lock-timeout", "50ms", "--lock-attempts", "1"),
                    8,
                    "receipt",
                    "BUSY",
                    "RUN_LOCKED_OUT");
            assertThat(other.isOpen()).isTrue();
        }
        try (Sessions.Blocker other = new Sessions(shop).block("LOCK TABLE messages IN ACCESS EXCLUSIVE MODE")) {
            assertEnds(run("plan"), 8, "plan", "BUSY", "TABLE_LOCKED");
            assertEnds(run("apply", "-Dconfirmation=OUI"), 8, "receipt", "BUSY", "TABLE_LOCKED");
            assertThat(other.isOpen()).isTrue();
        }
    }

    @Test
    void unreadableStatusHasADocument() throws Exception {
        run("apply", "-Dconfirmation=OUI");
        try (Sessions.Blocker other = new Sessions(shop).block("LOCK TABLE databasechangelog")) {
            assertEnds(run("status"), 8, "status", "UNKNOWN", "STATUS_SHUT_OUT");
            assertThat(other.isOpen()).isTrue();
        }
    }

    /** The command has succeeded. */
    @Test
    void successfulEndingHasNoError() {
        for (List<String> line : List.of(
                List.of("plan"),
                List.of("status"),
                List.of("apply", "-Dconfirmation=OUI", "--archive", directory.toString()),
                List.of("apply", "-Dconfirmation=OUI"),
                List.of("verify"),
                List.of("restore", "-Dconfirmation=OUI", "--archive", directory.toString()))) {
            Result result = run(line.get(0), line.subList(1, line.size()).toArray(String[]::new));

            assertThat(result.exitCode()).as(result.output()).isZero();
            assertThat(Json.document(result).path("error").isNull()).isTrue();
        }
    }

    private Result run(String command, String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("--json");
        return new CommandLineRun().run(command, shop, all.toArray(String[]::new));
    }

    private static void assertEnds(Result result, int exitCode, String kind, String outcome, String code) {
        assertThat(result.exitCode()).as(result.output()).isEqualTo(exitCode);
        JsonNode document = Json.document(result);
        assertThat(document.path("kind").asText()).isEqualTo(kind);
        assertThat(document.path("outcome").asText()).isEqualTo(outcome);
        assertThat(document.path("error").path("code").asText()).isEqualTo(code);
        assertThat(document.path("error").path("message").asText()).isNotBlank();
        assertThat(document.path("error").has("remedy")).isTrue();
    }
}
