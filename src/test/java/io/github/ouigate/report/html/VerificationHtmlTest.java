package io.github.ouigate.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.HtmlPage;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.ReceiptFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page that verify --html writes. */
class VerificationHtmlTest {
    private final PostgresShop shop = new PostgresShop(PostgresServer.newest());

    @TempDir
    private Path directory;

    @Test
    void hasTheContentsOfTheTerminalPage() throws IOException {
        Applying.succeeds(shop, "--receipt-dir", directory.toString());
        shop.execute("DELETE FROM orders WHERE id = (SELECT id FROM orders LIMIT 1)");

        Result result = verify("--receipt", ReceiptFiles.json(directory).toString());

        assertThat(result.exitCode()).as(result.output()).isEqualTo(7);
        assertThat(page().title()).isEqualTo("One difference.");
        assertThat(page().words()).containsAll(HtmlPage.words(result.out()));
        assertThat(result.err()).containsIgnoringWhitespaces("The page is " + file());
    }

    @Test
    void ofAComparisonOfReceiptsHasItsCommands() throws IOException {
        Applying.succeeds(shop, "--receipt-dir", directory.toString());
        shop.execute("DELETE FROM databasechangelog");

        Result result = verify("--receipt-dir", directory.toString());

        assertThat(result.exitCode()).as(result.output()).isEqualTo(7);
        assertThat(page().words()).containsAll(HtmlPage.words(result.out()));
        assertThat(page().text()).contains("ouigate apply \\ --url");
    }

    @Test
    void isWrittenInTheOperatorsLanguageAndBesideJson() throws IOException {
        Applying.succeeds(shop);

        Result result =
                new CommandLineRun().in(Locale.FRENCH).run("verify", shop, "--html", file().toString(), "--json");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.out()).contains("\"kind\" : \"verification\"");
        assertThat(page().language()).isEqualTo("fr");
    }

    @Test
    void isRefusedAtAnUnwritableLocationBeforeConnecting() {
        Result missing = new CommandLineRun()
                .run(
                        "verify",
                        "--url",
                        "postgresql://127.0.0.1:1/none",
                        "--html",
                        directory.resolve("missing/page.html").toString());

        assertThat(missing.exitCode()).as(missing.output()).isEqualTo(2);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void doesNotReplaceTheReceipt() throws IOException {
        Applying.succeeds(shop, "--receipt-dir", directory.toString());
        Path receipt = ReceiptFiles.json(directory);
        Files.createSymbolicLink(file(), receipt);
        String before = Files.readString(receipt);

        Result result = verify("--receipt", receipt.toString());

        assertThat(result.exitCode()).as(result.output()).isEqualTo(2);
        assertThat(result.err()).containsIgnoringWhitespaces(file() + " is the file of --receipt");
        assertThat(Files.readString(receipt)).isEqualTo(before);
    }

    private Path file() {
        return directory.resolve("page.html");
    }

    private HtmlPage page() throws IOException {
        HtmlPage page = HtmlPage.of(Files.readString(file()));
        page.assertSelfContained();
        return page;
    }

    private Result verify(String... options) {
        String[] all = Stream.concat(Stream.of("--html", file().toString()), Stream.of(options))
                .toArray(String[]::new);
        return new CommandLineRun().run("verify", shop, all);
    }
}
