package io.github.ouigate.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.run.progress.Step;
import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.NewestPostgresAndH2;
import io.github.ouigate.testing.OuigateProcess;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.ReceiptFiles;
import io.github.ouigate.testing.Shop;
import io.github.ouigate.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;

/** The receipt is written before the commit and completed after it. */
@ParameterizedClass
@NewestPostgresAndH2
class ReceiptDirTest {
    private final Shop shop;

    @TempDir
    private Path directory;

    ReceiptDirTest(TestDatabase database) {
        shop = database.newShop();
    }

    private String option() {
        return "--receipt-dir=" + directory;
    }

    @Test
    void isIntendedBeforeTheCommitAndCompletedAfterIt() {
        List<String> intended = new ArrayList<>();
        int[] rows = new int[1];

        Result result = new CommandLineRun()
                .watchedBy(step -> {
                    if (step == Step.COMMITTING) {
                        intended.addAll(contents());
                        rows[0] = shop.conversations().size();
                    }
                })
                .run("apply", shop, option(), "-Dconfirmation=OUI");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(rows[0]).isEqualTo(42);
        assertThat(intended)
                .hasSize(2)
                .anyMatch(text -> text.contains("\"outcome\" : \"INTENDED\""))
                .anyMatch(text -> text.contains("Intended: the commit has not been confirmed yet."));
        assertThat(contents())
                .hasSize(2)
                .anyMatch(text -> text.contains("\"outcome\" : \"COMMITTED\""))
                .anyMatch(text -> text.contains("Done: the rows are deleted, and the ledger records it."));
        assertThat(result.err()).containsIgnoringWhitespaces("The receipt is in " + ReceiptFiles.json(directory));
    }

    @Test
    void isReadableByItsOwnerOnly() throws IOException {
        Applying.succeeds(shop, option());

        for (Path file : List.of(ReceiptFiles.json(directory), ReceiptFiles.page(directory))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    @Tag("slow")
    void containsNoMessage() {
        shop.execute("UPDATE messages SET content = 'Secret de Polichinelle'");

        Applying.succeeds(shop, option());

        assertThat(contents()).hasSize(2).noneMatch(text -> text.contains("Polichinelle"));
    }

    @Test
    @Tag("slow")
    void isVerified() {
        Applying.succeeds(shop, option());

        Result result = new CommandLineRun()
                .run("verify", shop, "--receipt", ReceiptFiles.json(directory).toString());

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.out()).contains("Verified");
    }

    @Test
    void isRefusedIfEdited() throws IOException {
        Applying.succeeds(shop, option());
        String text = Files.readString(ReceiptFiles.json(directory));
        Files.writeString(ReceiptFiles.json(directory), text.replace("36", "35"));

        Result result = new CommandLineRun()
                .run("verify", shop, "--receipt", ReceiptFiles.json(directory).toString());

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
    }

    @Test
    void recordsADeclinedRun() {
        new CommandLineRun().run("apply", shop, option(), "-Dconfirmation=non");

        assertThat(contents()).anyMatch(text -> text.contains("\"outcome\" : \"DECLINED\""));
    }

    @Test
    void isNotWrittenForARunWithNothingToDo() {
        Applying.succeeds(shop, option());
        List<String> first = contents();

        Result again = Applying.confirmed(shop, option());

        assertThat(again.exitCode()).as(again.output()).isZero();
        assertThat(contents()).isEqualTo(first);
        assertThat(again.err())
                .containsIgnoringWhitespaces(
                        "has already applied the tag", "Its receipt is " + ReceiptFiles.json(directory));
    }

    @Test
    void isMissingIfTheEarlierRunStoredNone() {
        Applying.succeeds(shop);

        Result again = Applying.confirmed(shop, option());

        assertThat(contents()).isEmpty();
        assertThat(again.err()).containsIgnoringWhitespaces("Its receipt is not in " + directory);
    }

    @Test
    void requiresTheDirectoryBeforeConnecting() {
        Result result = Applying.confirmed(shop, option() + "/nowhere");

        assertThat(result.exitCode()).as(result.output()).isEqualTo(2);
        assertThat(result.err()).contains("does not exist").doesNotContain("To be deleted");
        assertThat(shop.conversations()).hasSize(42);
    }

    @Test
    void rollsBackIfItCannotBeWritten() {
        Result result = new CommandLineRun()
                .watchedBy(step -> {
                    if (step == Step.PROVEN) {
                        delete(directory);
                    }
                })
                .run("apply", shop, option(), "-Dconfirmation=OUI");

        assertThat(result.exitCode()).as(result.output()).isEqualTo(5);
        assertThat(result.out()).containsIgnoringWhitespaces("The run did not commit");
        assertThat(shop.conversations()).hasSize(42);
        assertThat(shop.ledger("support-threads-purge")).isEmpty();
    }

    @Test
    void onlyWarnsIfItCannotBeCompleted() {
        Result result = new CommandLineRun()
                .watchedBy(step -> {
                    if (step == Step.COMMITTED) {
                        contents().forEach(text -> assertThat(text).isNotEmpty());
                        deleteFiles(directory);
                        delete(directory);
                    }
                })
                .run("apply", shop, option(), "-Dconfirmation=OUI");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.err()).containsIgnoringWhitespaces("could not be completed");
        assertThat(shop.conversations()).isEmpty();
    }

    @Test
    @Tag("slow")
    void staysIntendedIfTheProcessDies() {
        Assumptions.assumeTrue(shop instanceof PostgresShop);
        try (OuigateProcess process = OuigateProcess.startAndPauseAt(
                "COMMITTING", "apply", "--url", shop.url(), option(), "-Dconfirmation=OUI")) {
            process.kill();
        }

        Result result = new CommandLineRun()
                .run("verify", shop, "--receipt", ReceiptFiles.json(directory).toString());

        assertThat(contents()).anyMatch(text -> text.contains("\"outcome\" : \"INTENDED\""));
        assertThat(result.exitCode()).as(result.output()).isEqualTo(7);
    }

    @Test
    void vacuumsAfterTheCommit() {
        Assumptions.assumeTrue(shop instanceof PostgresShop);
        PostgresShop large = new PostgresShop(PostgresServer.newest()).fill(100, 10_000);
        String size = "SELECT pg_relation_size('messages')";
        long before = Long.parseLong(large.value(size));

        Result result = Applying.confirmed(large, "--vacuum", "--allow-slow");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.out()).contains("VACUUM has processed the purged tables");
        assertThat(before).isPositive();
        assertThat(large.value(size)).isEqualTo("0");
    }

    @Test
    @Tag("slow")
    void onlyWarnsWithoutThePrivilegeToVacuum() {
        Assumptions.assumeTrue(shop instanceof PostgresShop);
        String role = "clerk of " + ((PostgresShop) shop).database();
        shop.execute(
                "CREATE ROLE \"" + role + "\" LOGIN",
                "GRANT USAGE, CREATE ON SCHEMA public TO \"" + role + "\"",
                "GRANT SELECT, DELETE ON messages, message_threads TO \"" + role + "\"");

        Result result = Applying.confirmed(shop, "--vacuum", "--user", role, option());

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.err()).containsIgnoringWhitespaces("VACUUM did not process every table", "messages");
        assertThat(contents()).anyMatch(text -> text.contains("\"done\" : false"));
        assertThat(shop.conversations()).isEmpty();
    }

    /** Ctrl-C ends the vacuum, which waits for a lock here; the receipt still records the commit. */
    @Test
    @Tag("slow")
    void recordsTheCommitIfTheVacuumIsInterrupted() throws SQLException {
        Assumptions.assumeTrue(shop instanceof PostgresShop);
        try (Connection other = shop.connect();
                Statement statement = other.createStatement();
                OuigateProcess process = OuigateProcess.startAndPauseAt(
                        "COMMITTED", "apply", "--url", shop.url(), option(), "--vacuum", "-Dconfirmation=OUI")) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE messages, message_threads IN SHARE UPDATE EXCLUSIVE MODE");
            process.signalAndAwaitNotice("INT");
            process.goOn();

            assertThat(process.exitCode()).as(process.output()).isZero();
            assertThat(process.out()).contains("Done: the rows are deleted");
            assertThat(process.output()).containsIgnoringWhitespaces("canceling statement due to user request");
        }
        assertThat(contents()).anyMatch(text -> text.contains("\"outcome\" : \"COMMITTED\""));
    }

    private List<String> contents() {
        return files(directory).stream().map(ReceiptDirTest::read).toList();
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void deleteFiles(Path directory) {
        files(directory).forEach(ReceiptDirTest::delete);
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
