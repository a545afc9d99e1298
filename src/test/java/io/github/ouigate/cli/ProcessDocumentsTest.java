package io.github.ouigate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ouigate.testing.CuttingProxy;
import io.github.ouigate.testing.EndedProgram;
import io.github.ouigate.testing.Json;
import io.github.ouigate.testing.OuigateProcess;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.Sessions;
import io.github.ouigate.testing.TerminalSession;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The documents of real processes: exit codes, signals, and closed streams. */
class ProcessDocumentsTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final PostgresShop shop = new PostgresShop(PostgresServer.newest());

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "0, plan, plan, READY, ",
        "1, plan --user no_such_role_of_the_shop, error, FAILED, CONNECT_REFUSED_USER",
        "2, plan --tga x, error, USAGE, USAGE_UNKNOWN",
        "3, apply, receipt, DECLINED, GATE_NO_TERMINAL",
        "4, plan --expect-database other, plan, BLOCKED, OTHER_DATABASE",
        "7, verify, verification, DIFFERENT, VERIFY_DIFFERENT",
    })
    void outcomeMatchesTheExitCode(int exitCode, String line, String kind, String outcome, String code) {
        try (OuigateProcess process = start(line.split(" ", -1))) {
            assertThat(process.exitCodeWithin(SOON)).as(process.output()).isEqualTo(exitCode);
            assertSays(process, kind, outcome, code);
        }
    }

    @Test
    @Tag("slow")
    void reportsBusyAndRolledBack() throws Exception {
        try (Sessions.Blocker other = new Sessions(shop).block("LOCK TABLE messages IN ACCESS EXCLUSIVE MODE");
                OuigateProcess process = start("apply", "-Dconfirmation=OUI")) {
            assertThat(process.exitCodeWithin(SOON)).as(process.output()).isEqualTo(8);
            assertSays(process, "receipt", "BUSY", "TABLE_LOCKED");
            assertThat(other.isOpen()).isTrue();
        }
        try (OuigateProcess process = pausedAt("DELETED:1")) {
            process.fail();

            assertThat(process.exitCodeWithin(SOON)).as(process.output()).isEqualTo(5);
            assertSays(process, "receipt", "ROLLED_BACK", "RUN_PROGRAM_FAILED");
        }
    }

    @Test
    @Tag("slow")
    void reportsAnUnknownOutcome() throws Exception {
        try (CuttingProxy proxy = new CuttingProxy(shop.server().port());
                OuigateProcess process = OuigateProcess.startAndPauseAt(
                        "COMMITTING",
                        "apply",
                        "--json",
                        "--url",
                        shop.url(proxy.port()),
                        "-Dconfirmation=OUI",
                        "--resolve-timeout=500ms")) {
            proxy.arm(CuttingProxy.Cut.BEFORE_ANSWER_FOR_GOOD);
            process.goOn();

            assertThat(process.exitCodeWithin(SOON)).as(process.output()).isEqualTo(6);
            assertSays(process, "receipt", "UNKNOWN", "RUN_UNKNOWN");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    @Tag("slow")
    void reportsAnInterruptionBeforeARun(String signal) throws Exception {
        try (Sessions.Blocker other = new Sessions(shop).block("LOCK TABLE users IN ACCESS EXCLUSIVE MODE");
                OuigateProcess process = start("plan")) {
            new Sessions(shop).awaitWaitingFor("relation");

            process.signal(signal);

            assertThat(process.exitCodeWithin(SOON)).as(process.output()).isEqualTo(130);
            assertSays(process, "error", "INTERRUPTED", "INTERRUPTED");
            assertThat(other.isOpen()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM"})
    void reportsAnInterruptionDuringARun(String signal) {
        try (OuigateProcess process = pausedAt("DELETED:1")) {
            process.signalAndAwaitNotice(signal);
            process.goOn();

            assertThat(process.exitCodeWithin(SOON)).as(process.output()).isEqualTo(130);
            assertSays(process, "receipt", "INTERRUPTED", "RUN_INTERRUPTED");
        }
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"INT"})
    void reportsAnotherInterruptionDuringARun(String signal) {
        reportsAnInterruptionDuringARun(signal);
    }

    @Test
    void reportsAnInterruptionAtThePrompt() {
        String command = OuigateProcess.command("apply", "--json", "--url", shop.url());
        try (TerminalSession terminal = new TerminalSession(Path.of("").toAbsolutePath(), Map.of(), command)) {
            assertThat(terminal.await("Type OUI")).as(terminal.screen()).isTrue();

            terminal.type("\u0003");

            assertThat(terminal.exitCode()).as(terminal.screen()).isEqualTo(130);
            String screen = terminal.screen();
            JsonNode document = Json.document(screen.substring(screen.indexOf("{\n")));
            assertThat(document.path("outcome").asText()).isEqualTo("INTERRUPTED");
        }
    }

    /** If standard output is closed, the document is written to standard error. */
    @ParameterizedTest
    @CsvSource("1>&-, plan --no-such-option, 2")
    void isPrintedIfStandardOutputIsClosed(String closed, String line, int exitCode) throws Exception {
        Path errors = directory.resolve("errors");
        String url = line.contains("-") ? "" : " --url " + shop.url();
        String command = OuigateProcess.command((line + url + " --json").split(" ", -1));
        EndedProgram ended =
                EndedProgram.of(new ProcessBuilder("sh", "-c", command + " 2>" + errors + " " + closed), SOON);

        assertThat(ended.code()).isEqualTo(exitCode);
        String text = Files.readString(errors);
        assertThat(text).contains("Standard output cannot be written");
        assertThat(text.substring(text.indexOf("{\n"))).contains("\"schemaVersion\" : 2", "\"error\" :");
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"1>&-, plan, 1", "1>/dev/full, plan, 1", "1>/dev/full, plan --no-such-option, 2"})
    void isPrintedIfStandardOutputIsClosedOtherwise(String closed, String line, int exitCode) throws Exception {
        isPrintedIfStandardOutputIsClosed(closed, line, exitCode);
    }

    /** As any program of Unix in a pipeline whose reader has read enough. */
    @ParameterizedTest
    @ValueSource(strings = {"completion", "--help", "plan --url URL"})
    void endsQuietlyIfTheReaderOfStandardOutputIsGone(String line) throws Exception {
        assertThat(exitCodeWithoutReader(line)).isEqualTo("141");
        assertThat(directory.resolve("errors")).isEmptyFile();
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"--version", "plan --help", "help plan", "schema plan", "plan --json --url URL"})
    void endsQuietlyIfTheReaderOfStandardOutputIsGoneOtherwise(String line) throws Exception {
        endsQuietlyIfTheReaderOfStandardOutputIsGone(line);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            plan --url URL --out FILE | The plan is in FILE, readable by its owner only (0600). Its digest: sha256:
            """)
    @Tag("slow")
    void namesAWrittenFileIfTheReaderOfStandardOutputIsGone(String line, String said) throws Exception {
        Path file = directory.resolve("written.yaml");

        assertThat(exitCodeWithoutReader(line.replace("FILE", file.toString()))).isEqualTo("141");
        assertThat(file).isNotEmptyFile();
        assertThat(directory.resolve("errors"))
                .content()
                .contains(said.replace("FILE", file.toString()))
                .doesNotContain("Next:");
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            plan --json --url URL --html FILE                  | The page for the approver is FILE
            init --url URL --table messages --output FILE      | The job is in FILE
            verify --url URL --html FILE                       | FILE
            """)
    void namesAWrittenFileIfTheReaderOfStandardOutputIsGoneOtherwise(String line, String said) throws Exception {
        namesAWrittenFileIfTheReaderOfStandardOutputIsGone(line, said);
    }

    /** Nobody could print the receipt of a run again. */
    @Test
    @Tag("slow")
    void printsTheReceiptIfTheReaderOfStandardOutputIsGone() throws Exception {
        assertThat(exitCodeWithoutReader("apply --json --url URL")).isEqualTo("3");
        assertThat(directory.resolve("errors"))
                .content()
                .contains("Standard output cannot be written", "\"kind\" : \"receipt\"");
    }

    /** Starts a command line after the reader of its output has gone, with standard error in the file "errors". */
    private String exitCodeWithoutReader(String line) {
        Path gone = directory.resolve("gone");
        String command = OuigateProcess.command(line.replace("URL", shop.url()).split(" "));
        String writer = "{ read _ <%s; %s 2>%s; echo $? >&2; }".formatted(gone, command, directory.resolve("errors"));
        String reader = "{ exec <&-; echo >%s; }".formatted(gone);
        return EndedProgram.of(
                        new ProcessBuilder("sh", "-c", "mkfifo %s && %s | %s".formatted(gone, writer, reader)), SOON)
                .output()
                .strip();
    }

    /** An upgrade replaces the files of a running program; nothing can be formatted any more. */
    @Test
    @Tag("slow")
    void reportsTheOutcomeAfterTheJarsWereRemoved(@TempDir Path jars) throws Exception {
        try (OuigateProcess process = OuigateProcess.startAndPauseAt(
                "DELETED:1", jars, "apply", "--json", "--url", shop.url(), "-Dconfirmation=OUI")) {
            try (DirectoryStream<Path> copies = Files.newDirectoryStream(jars)) {
                for (Path jar : copies) {
                    Files.write(jar, new byte[0]);
                }
            }
            process.fail();

            assertThat(process.exitCodeWithin(SOON)).as(process.output()).isIn(1, 5);
            assertThat(document(process).path("outcome").asText()).isIn("FAILED", "ROLLED_BACK");
        }
    }

    private OuigateProcess start(String command, String... options) {
        return OuigateProcess.start(Stream.concat(Stream.of(command, "--json", "--url", shop.url()), Stream.of(options))
                .toArray(String[]::new));
    }

    private OuigateProcess start(String[] line) {
        return start(line[0], Arrays.copyOfRange(line, 1, line.length));
    }

    private OuigateProcess pausedAt(String point) {
        return OuigateProcess.startAndPauseAt(point, "apply", "--json", "--url", shop.url(), "-Dconfirmation=OUI");
    }

    private static void assertSays(OuigateProcess process, String kind, String outcome, String code) {
        JsonNode document = document(process);
        assertThat(document.path("kind").asText()).isEqualTo(kind);
        assertThat(document.path("outcome").asText()).isEqualTo(outcome);
        assertThat(document.path("error").path("code").asText(null)).isEqualTo(code);
    }

    private static JsonNode document(OuigateProcess process) {
        return Json.document(process.result());
    }
}
