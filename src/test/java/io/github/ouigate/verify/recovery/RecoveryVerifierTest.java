package io.github.ouigate.verify.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ouigate.json.Documents;
import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.Json;
import io.github.ouigate.testing.NewestPostgresAndH2;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.PrintedCommand;
import io.github.ouigate.testing.ReceiptFiles;
import io.github.ouigate.testing.Shop;
import io.github.ouigate.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares stored receipts with a ledger that may be older. */
@ParameterizedClass
@NewestPostgresAndH2
class RecoveryVerifierTest {
    private static final String CONFIRM = "-Dconfirmation=OUI";

    private final TestDatabase database;
    private final Shop shop;

    @TempDir
    private Path receipts;

    @TempDir
    private Path archives;

    RecoveryVerifierTest(TestDatabase database) {
        this.database = database;
        this.shop = database.newShop();
    }

    @Test
    void isVerifiedIfTheLedgerHasEveryPurge() {
        apply("first");
        apply("second");

        Result text = verify();

        assertThat(text.exitCode()).as(text.output()).isZero();
        assertThat(states()).containsExactly("first APPLIED", "second APPLIED");
        assertThat(text.out()).contains("Verified: the database has every purge");
    }

    @Test
    void namesMissingPurgesAndTheCommandsToRepeatThem() {
        apply("first");
        apply("second", shop instanceof PostgresShop ? new String[] {"--archive", archives.toString()} : new String[0]);
        forget("second");
        shop.openConversation();

        Result text = verify();

        assertThat(text.exitCode()).as(text.output()).isEqualTo(7);
        assertThat(states()).containsExactly("first APPLIED", "second MISSING");
        List<String> commands = PrintedCommand.in(text.out());
        assertThat(commands).hasSize(1);
        assertThat(commands.get(0)).contains("--tag second", "--receipt-dir " + receipts);
        Result again = PrintedCommand.run(commands.get(0), CONFIRM);
        assertThat(again.exitCode()).as(again.output()).isZero();
        assertThat(shop.conversations()).isEmpty();
        assertThat(states()).containsExactly("first APPLIED", "second APPLIED_AGAIN", "second APPLIED");
        assertThat(verify().exitCode()).isZero();
    }

    @Test
    @Tag("slow")
    void ignoresReceiptsOfOtherDatabases() {
        apply("first");
        Shop other = database.newShop();
        String[] options = {"--receipt-dir", receipts.toString()};

        Result nothing = new CommandLineRun().run("verify", other, options);
        Applying.succeeds(other, "--tag", "second", options[0], options[1]);
        Result text = new CommandLineRun().run("verify", other, options);

        assertThat(nothing.exitCode()).as(nothing.output()).isEqualTo(4);
        assertThat(nothing.err())
                .containsIgnoringWhitespaces("no receipt of a purge of this database", "One receipt is of");
        assertThat(text.exitCode()).as(text.output()).isZero();
        assertThat(text.out())
                .containsIgnoringWhitespaces(
                        "One receipt is of another database",
                        ReceiptFiles.json(receipts, "first").toString());
    }

    @Test
    @Tag("slow")
    void namesUnreadableFiles() throws IOException {
        apply("first");
        String text = Files.readString(ReceiptFiles.json(receipts, "first"));
        Files.writeString(receipts.resolve("edited.json"), text.replace("dba@jumphost", "dba@elsewhere"));
        Files.writeString(receipts.resolve("cut.json"), text.substring(0, 100));
        Files.writeString(receipts.resolve("notes.txt"), "no receipt");
        Files.writeString(receipts.resolve("plan.json"), "{\"kind\" : \"plan\"}");

        Result result = verify();

        assertThat(result.exitCode()).as(result.output()).isEqualTo(7);
        assertThat(result.out()).contains("edited.json", "cut.json").doesNotContain("notes.txt", "plan.json");
        assertThat(states()).containsExactly("first APPLIED");
        assertThat(document().path("unreadable")).hasSize(2);
    }

    @Test
    void namesAReceiptThatDiffersFromTheLedger() throws IOException {
        apply("first");
        ObjectNode document =
                (ObjectNode) Documents.MAPPER.readTree(Files.readString(ReceiptFiles.json(receipts, "first")));
        document.put("operator", "somebody@elsewhere");
        Files.writeString(
                ReceiptFiles.json(receipts, "first"), Documents.write(Documents.addDigest(document.without("digest"))));

        assertThat(verify().exitCode()).isEqualTo(7);
        assertThat(states()).containsExactly("first ALTERED");
    }

    @Test
    void cannotDecideOnARunWithAnUnknownOutcome() throws IOException {
        apply("first");
        ObjectNode document =
                (ObjectNode) Documents.MAPPER.readTree(Files.readString(ReceiptFiles.json(receipts, "first")));
        document.put("outcome", "INTENDED");
        Files.writeString(
                ReceiptFiles.json(receipts, "first"), Documents.write(Documents.addDigest(document.without("digest"))));
        assertThat(states()).containsExactly("first APPLIED");
        forget("first");

        assertThat(verify().exitCode()).isEqualTo(7);
        assertThat(states()).containsExactly("first UNCLEAR");
    }

    @Test
    @Tag("slow")
    void findsARestoreByItsReceiptOrTheLedger() {
        Assumptions.assumeTrue(shop instanceof PostgresShop);
        String directory = archives.toString();
        apply("first", "--archive", directory);
        restore("first", "--receipt-dir", receipts.toString());
        apply("second", "--archive", directory);
        restore("second");

        assertThat(states()).containsExactly("first RESTORED", "second RESTORED");
        assertThat(verify().exitCode()).isZero();
        shop.execute("DELETE FROM databasechangelog WHERE id LIKE 'first%'");
        assertThat(states()).containsExactly("first RESTORED", "second RESTORED");
    }

    @Test
    @Tag("slow")
    void namesALostRestore() {
        Assumptions.assumeTrue(shop instanceof PostgresShop);
        List<String> before = shop.conversations();
        apply("first", "--archive", archives.toString());
        String row = shop.value("SELECT quote_literal(d) FROM databasechangelog d");
        restore("first", "--receipt-dir", receipts.toString());
        shop.execute(
                "DELETE FROM messages",
                "DELETE FROM message_threads",
                "DELETE FROM databasechangelog",
                "INSERT INTO databasechangelog SELECT (" + row + "::databasechangelog).*");

        Result text = verify();

        assertThat(text.exitCode()).as(text.output()).isEqualTo(7);
        assertThat(states()).containsExactly("first RESTORE_MISSING");
        List<String> commands = PrintedCommand.in(text.out());
        assertThat(commands).hasSize(1);
        Result again = PrintedCommand.run(commands.get(0), CONFIRM);
        assertThat(again.exitCode()).as(again.output()).isZero();
        assertThat(shop.conversations()).isEqualTo(before);
        assertThat(verify().exitCode()).isZero();
    }

    @Test
    void refusesAnUnreadableLedger() {
        Assumptions.assumeTrue(shop instanceof PostgresShop);
        apply("first");
        String role = "reader of " + ((PostgresShop) shop).database();
        shop.execute("CREATE ROLE \"" + role + "\" LOGIN");

        Result denied = new CommandLineRun().run("verify", shop, "--receipt-dir", receipts.toString(), "--user", role);

        assertThat(denied.exitCode()).as(denied.output()).isEqualTo(4);
        assertThat(denied.err()).contains("GRANT SELECT ON \"public\".\"databasechangelog\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--tag=first", "--receipt=x", "--changelog=x", "-Dtag=x", "--endpoint=http://127.0.0.1/"})
    void cannotBeCombinedWithOtherOptions(String option) {
        Result result = new CommandLineRun().run("verify", shop, "--receipt-dir", receipts.toString(), option);

        assertThat(result.exitCode()).as(result.output()).isEqualTo(2);
        assertThat(result.err()).contains("--receipt-dir");
    }

    private void apply(String tag, String... options) {
        List<String> all = new ArrayList<>(List.of("--tag", tag, "--receipt-dir", receipts.toString()));
        all.addAll(List.of(options));
        Applying.succeeds(shop, all.toArray(String[]::new));
    }

    private void restore(String tag, String... options) {
        List<String> all = new ArrayList<>(List.of("--tag", tag, "--archive", archives.toString(), CONFIRM));
        all.addAll(List.of(options));
        Result restore = new CommandLineRun().run("restore", shop, all.toArray(String[]::new));
        assertThat(restore.exitCode()).as(restore.output()).isZero();
    }

    /** Restores the ledger to its state before a run, like a recovery. */
    private void forget(String tag) {
        shop.execute("DELETE FROM databasechangelog WHERE tag = '" + tag + "'");
    }

    private Result verify(String... options) {
        List<String> all = new ArrayList<>(List.of("--receipt-dir", receipts.toString()));
        all.addAll(List.of(options));
        return new CommandLineRun().run("verify", shop, all.toArray(String[]::new));
    }

    private JsonNode document() {
        return Json.document(verify("--json"));
    }

    private List<String> states() {
        List<String> states = new ArrayList<>();
        document()
                .path("runs")
                .forEach(run -> states.add(
                        run.path("tag").asText() + " " + run.path("state").asText()));
        return states;
    }
}
