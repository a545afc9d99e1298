package io.github.ouigate.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.io.Disk;
import io.github.ouigate.run.progress.Step;
import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.HtmlPage;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.ReceiptFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The receipt of a restore is written before the commit and completed after it. */
class RestoreReceiptDirTest {
    private final PostgresShop shop = new PostgresShop(PostgresServer.newest());

    @TempDir
    private Path archives;

    @TempDir
    private Path receipts;

    @BeforeEach
    void archive() {
        Applying.succeeds(shop, "--archive", archives.toString());
    }

    @Test
    void isIntendedBeforeTheCommitAndCompletedAfterIt() throws IOException {
        List<String> intended = new ArrayList<>();
        int[] rows = new int[1];

        Result result = restore(
                new CommandLineRun().watchedBy(step -> {
                    if (step == Step.COMMITTING) {
                        intended.add(read(ReceiptFiles.json(receipts)));
                        intended.add(
                                HtmlPage.of(read(ReceiptFiles.page(receipts))).title());
                        rows[0] = shop.conversations().size();
                    }
                }),
                "-Dconfirmation=OUI");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(rows[0]).isZero();
        assertThat(intended.get(0)).contains("\"outcome\" : \"INTENDED\"");
        assertThat(intended.get(1)).isEqualTo("Intended: the commit has not been confirmed yet.");
        assertThat(read(ReceiptFiles.json(receipts))).contains("\"outcome\" : \"RESTORED\"");
        HtmlPage page = page();
        assertThat(page.title()).startsWith("Restored: the database has the rows again");
        assertThat(page.text())
                .contains(
                        "42 rows of an archive, restored to " + shop.database() + "@127.0.0.1:",
                        "public.message_threads 6",
                        "public.messages 36",
                        "The receipt is the file " + ReceiptFiles.json(receipts),
                        "The tag support-threads-purge can be applied again.");
        assertThat(result.err())
                .containsIgnoringWhitespaces(
                        "The receipt is in " + ReceiptFiles.json(receipts) + ", with an HTML page");
    }

    @Test
    @Tag("slow")
    void ofARehearsalListsTheRows() throws IOException {
        Result result = restore(new CommandLineRun().in(Locale.FRENCH), "--rehearse");

        assertThat(result.exitCode()).as(result.output()).isZero();
        HtmlPage page = page();
        assertThat(page.language()).isEqualTo("fr");
        assertThat(page.title()).startsWith("Essai à blanc réussi");
        assertThat(page.text()).contains("public.messages 36").doesNotContain("restaurées dans");
    }

    @Test
    void ofARefusedRestoreNamesTheObstacles() throws IOException {
        shop.execute("ALTER TABLE messages DROP COLUMN content");

        Result result = restore(new CommandLineRun(), "-Dconfirmation=OUI");

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        HtmlPage page = page();
        assertThat(page.title()).startsWith("Refused");
        assertThat(page.text()).contains("[ARCHIVE_COLUMNS]").doesNotContain("restored to");
    }

    @Test
    void requiresTheDirectoryBeforeConnecting() throws IOException {
        Files.delete(receipts);

        Result result = restore(new CommandLineRun(), "-Dconfirmation=OUI");

        assertThat(result.exitCode()).as(result.output()).isEqualTo(2);
        assertThat(result.err()).contains("does not exist").doesNotContain("To be restored");
        assertThat(shop.conversations()).isEmpty();
        Files.createDirectory(receipts); // for JUnit
    }

    @Test
    @Tag("slow")
    void rollsBackIfItCannotBeWritten() throws IOException {
        Result result = restore(
                new CommandLineRun().watchedBy(step -> {
                    if (step == Step.PROVEN) {
                        delete(receipts);
                    }
                }),
                "-Dconfirmation=OUI");

        assertThat(result.exitCode()).as(result.output()).isEqualTo(5);
        assertThat(result.out()).containsIgnoringWhitespaces("The run did not commit");
        assertThat(shop.conversations()).isEmpty();
        Files.createDirectory(receipts);
    }

    private Result restore(CommandLineRun run, String option) {
        return run.run("restore", shop, "--archive", archives.toString(), "--receipt-dir", receipts.toString(), option);
    }

    private HtmlPage page() {
        HtmlPage page = HtmlPage.of(read(ReceiptFiles.page(receipts)));
        page.assertSelfContained();
        return page;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
        try {
            Disk.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
