package io.github.ouigate.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.HtmlPage;
import io.github.ouigate.testing.JobFile;
import io.github.ouigate.testing.NewestPostgresAndH2;
import io.github.ouigate.testing.Shop;
import io.github.ouigate.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;

/** The page that plan --html writes for the approver. */
@ParameterizedClass
@NewestPostgresAndH2
class PlanApprovalPageTest {
    private final Shop shop;

    @TempDir
    private Path directory;

    PlanApprovalPageTest(TestDatabase database) {
        shop = database.newShop();
    }

    @Test
    void countsDeletedConversationsByMonth() throws IOException {
        shop.execute(
                "UPDATE message_threads SET created_at = '2026-03-31 23:30:00'",
                "UPDATE message_threads SET created_at = '2026-04-01 00:30:00' WHERE NOT closed");
        long open = shop.count("message_threads WHERE NOT closed");

        HtmlPage page = page("--changelog", job(JobFile.bundled()));
        HtmlPage part = page(
                "--changelog",
                job(JobFile.bundled()
                        .replace(
                                "tableName: message_threads\n",
                                "tableName: message_threads\n            where: NOT closed -- those\n")));

        assertThat(page.columns("month")).containsExactly("Mar 2026: " + (6 - open), "Apr 2026: " + open);
        assertThat(part.columns("month")).containsExactly("Apr 2026: " + open);
    }

    @Test
    void matchesTheSavedPlan() throws IOException {
        HtmlPage page = page("--out", directory.resolve("plan.json").toString());

        String digest = new ObjectMapper()
                .readTree(directory.resolve("plan.json").toFile())
                .path("digest")
                .asText();
        assertThat(page.text()).contains("sha256:", digest, "ouigate apply --plan");
        assertThat(page.title()).contains("42 rows");
    }

    @Test
    void hasNoChartWithoutADateColumn() throws IOException {
        for (String column : new String[] {"created_at", "updated_at"}) {
            shop.execute("ALTER TABLE message_threads DROP COLUMN " + column);
        }

        HtmlPage page = page();

        assertThat(page.columns("month")).isEmpty();
        assertThat(page.title()).contains("42 rows");
    }

    @Test
    void hasNoChartWithoutDeletedRows() throws IOException {
        shop.execute("DELETE FROM messages", "DELETE FROM message_threads");

        assertThat(page().columns("month")).isEmpty();
    }

    @Test
    void isInTheOperatorsLanguage() throws IOException {
        Path file = directory.resolve("plan.html");

        Result result = new CommandLineRun().in(Locale.FRENCH).run("plan", shop, "--html", file.toString());

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(HtmlPage.of(Files.readString(file)).title()).startsWith("42 lignes seront supprimées");
    }

    @Test
    void isRefusedAtAnUnwritableLocation() {
        Result missing = plan(directory.resolve("missing").resolve("plan.html"));
        Result same = plan(
                directory.resolve("plan"), "--out", directory.resolve("plan").toString());

        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(same.exitCode()).isEqualTo(2);
        assertThat(directory).isEmptyDirectory();
    }

    private String job(String text) throws IOException {
        return Files.writeString(directory.resolve("job.yaml"), text).toString();
    }

    private HtmlPage page(String... options) throws IOException {
        Path file = directory.resolve("plan.html");
        Result result = plan(file, options);
        assertThat(result.exitCode()).as(result.output()).isZero();
        HtmlPage page = HtmlPage.of(Files.readString(file));
        page.assertSelfContained();
        return page;
    }

    private Result plan(Path file, String... options) {
        String[] all = new String[options.length + 2];
        all[0] = "--html";
        all[1] = file.toString();
        System.arraycopy(options, 0, all, 2, options.length);
        return new CommandLineRun().run("plan", shop, all);
    }
}
