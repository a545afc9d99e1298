package io.github.ouigate.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.job.Deletion;
import io.github.ouigate.testing.Browser;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.EndedProgram;
import io.github.ouigate.testing.JobFile;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.ReceiptFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * The pages in Chromium, on narrow and wide screens, in light and dark mode, and printed. There is no horizontal
 * scrolling, truncated text, request or error, and axe-core reports nothing. Screenshots are written to target/pages.
 */
@Tag("slow")
@EnabledIf(
        value = "io.github.ouigate.testing.Browser#isInstalled",
        disabledReason = "there is no Node 20 or later here, npm cannot install, or Chromium does not start")
class PagesInBrowserTest {
    private static final Path PAGES = Path.of("target", "pages").toAbsolutePath();
    private static final Path RECEIPTS = PAGES.resolve("purge-fr");
    private static final Path ARCHIVE = PAGES.resolve("archive");
    private static final String CONFIRM = "-Dconfirmation=OUI";
    private static final String SCRIPT = "<script>document.title='?'</script>";
    private static final String LONG = "archived_conversations_of_customers_that_have_left_us_long_ago";

    /** Arabic and Hebrew, an override of the text direction, markup, a combining accent, an emoji. */
    private static final List<String> ODD = List.of(
            "رسائل_العملاء",
            "הודעות",
            "left\u202Eright",
            "<b>&amp;\"'</b>",
            SCRIPT,
            "e\u0301te\u0301",
            "😀 messages",
            LONG,
            "w".repeat(63));

    private final PostgresShop shop = new PostgresShop(PostgresServer.newest());

    @Test
    void pagesHaveNoFaults() throws IOException {
        emptyPages();
        shop.execute("UPDATE message_threads SET created_at = '2026-03-31', updated_at = '2026-04-02' WHERE closed");
        oddTables();
        for (Locale language : List.of(Locale.ENGLISH, Locale.FRENCH)) {
            plan("shop", language, 0);
            rehearse("shop", language);
            plan("odd", language, 0, "--changelog", oddJob());
            rehearse("odd", language, "--changelog", oddJob());
            plan("blocked", language, 4, "--changelog", oddJob(), "--max-rows", "1");
        }
        purgeVerifyAndRestore();
        loseTheLedger();

        EndedProgram check = Browser.check(PAGES);

        assertThat(check.output().lines()).containsExactly("18 pages checked");
        assertThat(check.code()).isZero();
    }

    private void plan(String name, Locale language, int code, String... options) {
        Path page = PAGES.resolve("plan-" + name + "-" + language + ".html");
        String[] saved = {"--html", page.toString(), "--out", page + ".json"};
        run(language, code, "plan", options, saved);
    }

    private void rehearse(String name, Locale language, String... options) throws IOException {
        Path directory = Files.createDirectories(PAGES.resolve("rehearsal-" + name + "-" + language));
        run(language, 0, "apply", options, "--rehearse", "--receipt-dir", directory.toString());
        takePage(directory);
    }

    private void purgeVerifyAndRestore() throws IOException {
        Files.createDirectories(RECEIPTS);
        Files.createDirectories(ARCHIVE);
        shop.execute("CREATE TABLE kept AS SELECT * FROM " + quoted(SCRIPT) + " LIMIT 7");
        String[] receipts = {"--receipt-dir", RECEIPTS.toString()};
        run(Locale.FRENCH, 0, "apply", receipts, CONFIRM, "--changelog", oddJob(), "--archive", ARCHIVE.toString());
        String receipt = ReceiptFiles.json(RECEIPTS).toString();
        takePage(RECEIPTS);
        verify("holds", Locale.ENGLISH, 0, "--receipt", receipt);
        shop.execute("DROP TABLE " + quoted(LONG), "INSERT INTO " + quoted(SCRIPT) + " SELECT * FROM kept");
        verify("differs", Locale.FRENCH, 7, "--receipt", receipt);
        restore("refused", Locale.FRENCH, 4, CONFIRM);
        create(LONG);
        restore("rehearsed", Locale.ENGLISH, 0, "--rehearse", "--skip-present");
        restore("done", Locale.FRENCH, 0, CONFIRM, "--skip-present");
    }

    /** Compares the receipts of two purges with a ledger that has none of them. */
    private void loseTheLedger() {
        String[] job = {"--changelog", "changelogs/support-threads.yaml", "--tag", "second"};
        run(Locale.FRENCH, 0, "apply", job, CONFIRM, "--receipt-dir", RECEIPTS.toString());
        verify("receipts", Locale.ENGLISH, 0, "--receipt-dir", RECEIPTS.toString());
        shop.execute("DELETE FROM databasechangelog");
        verify("lost", Locale.FRENCH, 7, "--receipt-dir", RECEIPTS.toString());
    }

    private void verify(String name, Locale language, int code, String... options) {
        run(
                language,
                code,
                "verify",
                options,
                "--html",
                PAGES.resolve("verify-" + name + ".html").toString());
    }

    private void restore(String name, Locale language, int code, String... options) throws IOException {
        Path directory = Files.createDirectories(PAGES.resolve("restore-" + name));
        run(language, code, "restore", options, "--archive", ARCHIVE.toString(), "--receipt-dir", directory.toString());
        takePage(directory);
    }

    private static void takePage(Path directory) throws IOException {
        Files.copy(ReceiptFiles.page(directory), Path.of(directory + ".html"));
    }

    private void oddTables() {
        List<String> statements = new ArrayList<>();
        for (String table : ODD) {
            create(table);
            statements.add("INSERT INTO " + quoted(table) + " SELECT n, now() - n * interval '20 days', 'x'"
                    + " FROM generate_series(1, 123) n");
        }
        shop.execute(statements.toArray(String[]::new));
    }

    private void create(String table) {
        shop.execute("CREATE TABLE " + quoted(table) + " (" + quoted(LONG) + " bigint PRIMARY KEY, "
                + "created_at timestamptz DEFAULT '2024-05-06', body text)");
    }

    private String oddJob() {
        String condition = quoted(LONG) + " > 0 AND body IN ('" + "averyverylongwordwithoutanyspace".repeat(8)
                + "', 'x') AND created_at < '2030-01-01' AND (" + "body <> '' OR ".repeat(40) + "body = '')";
        return JobFile.write(
                PAGES,
                ODD.stream()
                        .map(table -> new Deletion("public", table, condition))
                        .toArray(Deletion[]::new));
    }

    private void run(Locale language, int code, String command, String[] options, String... more) {
        String[] all = Stream.concat(Stream.of(options), Stream.of(more)).toArray(String[]::new);
        Result result = new CommandLineRun().in(language).run(command, shop, all);
        assertThat(result.exitCode()).as(result.output()).isEqualTo(code);
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static void emptyPages() throws IOException {
        Files.createDirectories(PAGES);
        try (Stream<Path> files = Files.walk(PAGES)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        Files.createDirectories(PAGES);
    }
}
