package io.github.ouigate.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ouigate.app.InputFile;
import io.github.ouigate.message.RefusedException;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A changed plan file is refused, and a plan file is written atomically. */
class PlanFileTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final PostgresShop SHOP = new PostgresShop(PostgresServer.newest());
    private static final String NO_SERVER = "postgresql://postgres@127.0.0.1:1/shop";

    private static String plan = "";

    @TempDir
    private Path directory;

    @BeforeAll
    static void makeThePlan() {
        SHOP.execute("CREATE INDEX \"by content, the \u00e9\" ON messages (content)");
        plan = new CommandLineRun().run("plan", SHOP, "--json").out();
    }

    @Test
    void roundTrips() throws IOException {
        assertThat(new InputFile(write(plan)).plan().deletions())
                .extracting(deletion -> deletion.table() + " " + deletion.rows())
                .containsExactly("public.messages 36", "public.message_threads 6");
    }

    @Test
    void isIndependentOfItsLayout() throws IOException {
        String compact = MAPPER.writeValueAsString(MAPPER.readTree(plan));

        assertThat(new InputFile(write(compact)).plan()).isEqualTo(new InputFile(write(plan)).plan());
    }

    @Test
    @Tag("slow")
    void isRefusedIfTruncatedAnywhere() throws IOException {
        byte[] bytes = plan.strip().getBytes(StandardCharsets.UTF_8);
        InputFile file = new InputFile(directory.resolve("plan.json"));

        for (int length = 0; length < bytes.length; length++) {
            Files.write(file.path(), Arrays.copyOf(bytes, length));

            assertThatThrownBy(file::plan).as("%d bytes", length).isInstanceOf(RefusedException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "0", "9", "x", "\"", ",", "}", "\\", "\u00e8"})
    @Tag("slow")
    void isRefusedIfAnyCharacterIsReplaced(String replacement) throws IOException {
        for (int i = 0; i < plan.length(); i++) {
            assertRefusedIfChanged(plan.substring(0, i) + replacement + plan.substring(i + 1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "x", "\"", ",", "-", "{"})
    @Tag("slow")
    void isRefusedIfACharacterIsInsertedAnywhere(String insertion) throws IOException {
        for (int i = 0; i <= plan.length(); i++) {
            assertRefusedIfChanged(plan.substring(0, i) + insertion + plan.substring(i));
        }
    }

    @Test
    void isRefusedWithADuplicateMember() {
        assertRefused(plan.replace("\"rows\" : 36", "\"rows\" : 3, \"rows\" : 36"), "not JSON");
    }

    @Test
    void isRefusedWithTrailingText() {
        assertRefused(plan + plan, "not JSON");
    }

    static Stream<String> others() throws JsonProcessingException {
        JsonNode noDigest = MAPPER.readTree(plan).deepCopy();
        ((ObjectNode) noDigest).remove("digest");
        return Stream.of(
                MAPPER.writeValueAsString(noDigest),
                plan.replace("\"schemaVersion\" : 2", "\"schemaVersion\" : 3"),
                new CommandLineRun().run("status", SHOP, "--json").out(),
                plan.substring(0, plan.length() / 2),
                plan.replace("public.messages", "public.users"),
                plan.replace("\"rows\" : 36", "\"rows\" : 1e400"),
                "",
                " \n",
                "null",
                "[]",
                "\"plan\"",
                "[".repeat(100_000),
                "{\"kind\":\"plan\",\"schemaVersion\":2,\"digest\":null}");
    }

    @ParameterizedTest
    @MethodSource("others")
    void isRefusedIfItIsAnotherDocument(String text) {
        assertRefused(text, "Plan again with plan --out.");
    }

    @Test
    void isRefusedIfItIsBinary() throws IOException {
        Path file = directory.resolve("plan.json");
        Files.write(file, new byte[] {(byte) 0x89, 'P', 'N', 'G', (byte) 0xff, (byte) 0xfe, 0, 0});

        assertThat(apply(file).exitCode()).isEqualTo(4);
    }

    @Test
    void isRefusedIfItIsHuge() throws IOException {
        Path file = directory.resolve("plan.json");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(3L << 30);
        }

        assertThat(apply(file).exitCode()).isEqualTo(4);
    }

    @Test
    void mustExist() {
        Result missing = apply(directory.resolve("no-such.json"));
        Result itself = apply(directory);

        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.err()).contains("The plan file ", "plan --out");
        assertThat(itself.exitCode()).isEqualTo(2);
        assertThat(itself.err()).contains("cannot be read");
    }

    @Test
    void isRefusedAtAnUnwritableLocation() throws IOException {
        Path file = write("a file");
        Path link = Files.createSymbolicLink(directory.resolve("device"), Path.of("/dev/null"));

        for (Path impossible : List.of(
                directory.resolve("missing").resolve("plan.json"), directory, file.resolve("plan.json"), link)) {
            Result result = new CommandLineRun().run("plan", "--url", NO_SERVER, "--out", impossible.toString());

            assertThat(result.exitCode()).as(result.output()).isEqualTo(2);
            assertThat(result.err()).contains("cannot be written");
        }
        assertThat(link).isSymbolicLink();
    }

    @Test
    void isUnchangedWithoutAPlan() throws IOException {
        Path file = write("an older plan");

        Result result = new CommandLineRun().run("plan", "--url", NO_SERVER, "--out", file.toString());

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(file).hasContent("an older plan");
        assertThat(directory).isDirectoryContaining(file::equals);
        assertThat(directory.toFile().list()).hasSize(1);
    }

    @Test
    void replacesAnOlderOne() throws IOException {
        Path file = write("an older plan, and a longer one".repeat(1_000));

        Result result = new CommandLineRun().run("plan", SHOP, "--out", file.toString());

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.err()).contains("The plan is in " + file);
        assertThat(file).hasContent(plan);
        assertThat(directory.toFile().list()).hasSize(1);
    }

    @Test
    void isReportedWithItsDigestAndTheReplacedFile() {
        Path file = directory.resolve("digest.json");

        Result first = new CommandLineRun().run("plan", SHOP, "--out", file.toString());
        Result again = new CommandLineRun().run("plan", SHOP, "--out", file.toString());
        String digest = first.err().replaceAll("(?s).*digest:\\s+(\\S+).*", "$1");
        Result other = new CommandLineRun()
                .run("apply", SHOP, "--plan", file.toString(), "--expect-digest", digest, "-Dconfirmation=non");

        assertThat(other.exitCode()).as(other.output()).isEqualTo(3);
        assertThat(first.err()).doesNotContain("replaces");
        assertThat(again.err()).containsIgnoringWhitespaces("It replaces an existing file");
    }

    @Test
    void reportsAnotherTagOnce() throws IOException {
        Result result = new CommandLineRun()
                .run("apply", SHOP, "--plan", write(plan).toString(), "--tag", "another", "-Dconfirmation=OUI");

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.err()).containsOnlyOnce("[STALE_PLAN]");
    }

    @Test
    void isWrittenToTheTargetOfALink() throws IOException {
        Path file = write("an older plan");
        Path link = Files.createSymbolicLink(directory.resolve("latest.json"), file);

        Result result = new CommandLineRun().run("plan", SHOP, "--out", link.toString());

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent(plan);
    }

    @Test
    void canHaveAnyFileName() {
        Path file = directory.resolve("x".repeat(255));

        Result result = new CommandLineRun().run("plan", SHOP, "--out", file.toString());

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(file).hasContent(plan);
    }

    @Test
    void containsNoSecret() {
        String role = "planner_of_" + SHOP.database();
        SHOP.execute("CREATE ROLE " + role + " LOGIN SUPERUSER PASSWORD 'tr3s-s3cret' IN ROLE with_password");
        String url = "postgresql://" + role + ":tr3s-s3cret@127.0.0.1:"
                + SHOP.server().port() + "/" + SHOP.database() + "?loginTimeout=7&tcpKeepAlive=true";

        Result result = new CommandLineRun().run("plan", "--url", url, "--json");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.out()).contains(role).doesNotContain("s3cret", "Timeout", "KeepAlive", "jdbc:", "://");
    }

    /** Asserts that a changed document is refused, unless only white space between tokens has changed. */
    private void assertRefusedIfChanged(String changed) throws IOException {
        if (!isSameDocument(changed)) {
            InputFile file = new InputFile(write(changed));

            assertThatThrownBy(file::plan).as(changed).isInstanceOf(RefusedException.class);
        }
    }

    private static boolean isSameDocument(String changed) {
        try {
            return MAPPER.readTree(changed).equals(MAPPER.readTree(plan));
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    @Test
    void isNamedIfItBelongsToAnotherOption() throws IOException {
        for (String other : List.of(
                plan.replace("\"kind\" : \"plan\"", "\"kind\" : \"receipt\""),
                new CommandLineRun().run("apply", SHOP, "--json").out(),
                "databaseChangeLog:\n")) {
            Result result = apply(write(other));

            assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
            assertThat(result.err()).contains("plan.json is ", "Give it with --");
            assertThat(SHOP.conversations()).hasSize(42);
        }
    }

    private void assertRefused(String text, String reason) {
        Result result;
        try {
            result = apply(write(text));
        } catch (IOException e) {
            throw new AssertionError(e);
        }

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.err()).contains("Nothing was deleted", reason);
        assertThat(SHOP.conversations()).hasSize(42);
    }

    private static Result apply(Path file) {
        return new CommandLineRun().run("apply", SHOP, "--plan", file.toString(), "-Dconfirmation=OUI");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("plan.json"), text);
    }
}
