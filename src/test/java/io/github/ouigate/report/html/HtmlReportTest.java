package io.github.ouigate.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.db.TransactionMark;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.db.session.SessionSettings;
import io.github.ouigate.job.Job;
import io.github.ouigate.ledger.RunId;
import io.github.ouigate.message.Message;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.KeyMode;
import io.github.ouigate.plan.MonthCounts;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.plan.PlannedDeletion;
import io.github.ouigate.plan.PreservedTable;
import io.github.ouigate.plan.RowLimits;
import io.github.ouigate.receipt.PostCommitReport;
import io.github.ouigate.receipt.Receipt;
import io.github.ouigate.receipt.RunRecord;
import io.github.ouigate.report.Messages;
import io.github.ouigate.report.SavedDocument;
import io.github.ouigate.report.text.Style;
import io.github.ouigate.report.text.TextReport;
import io.github.ouigate.run.outcome.DeletedRows;
import io.github.ouigate.run.outcome.Ending;
import io.github.ouigate.run.progress.RunTimes;
import io.github.ouigate.testing.HtmlPage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlReportTest {
    private static final Instant START = Instant.parse("2026-11-23T17:45:23Z");
    private static final TableName MESSAGES = new TableName("public", "messages");
    private static final TableName THREADS = new TableName("public", "message_threads");
    private static final SavedDocument SAVED =
            new SavedDocument(Path.of("receipts/the run's.json"), "0123abcd".repeat(8));

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr"})
    void receiptHasTheContentsOfTheTerminalPage(String language) {
        Messages words = new Messages(Locale.forLanguageTag(language));
        Receipt receipt = receipt(Ending.COMMITTED, plan(THREADS));

        HtmlPage page = HtmlPage.of(new HtmlReport(words).receipt(receipt, Optional.of(SAVED)));
        String terminal = new TextReport(words, new Style(false)).receipt(receipt);

        assertThat(page.language()).isEqualTo(language);
        assertThat(page.words()).containsAll(HtmlPage.words(terminal));
    }

    @Test
    void receiptStatesItsProofsAndLimits() {
        String text = english(receipt(Ending.COMMITTED, plan(THREADS))).text();

        assertThat(text)
                .contains(
                        "42 rows of shop@127.0.0.1:5432 (production), deleted by dba@jumphost",
                        "Verified inside the transaction",
                        "One commit contained",
                        "Backups, standbys and the write-ahead log (WAL)",
                        "until VACUUM has run",
                        "only a backup can restore them",
                        SAVED.digest(),
                        "ouigate verify --receipt 'receipts/the run'\\''s.json' \\ --expect-digest " + SAVED.digest()
                                + " \\ --expect-database shop");
    }

    @ParameterizedTest
    @EnumSource(
            value = Ending.class,
            names = {"COMMITTED", "REHEARSED"},
            mode = EnumSource.Mode.EXCLUDE)
    void receiptWithoutACommitClaimsNoProof(Ending ending) {
        String text = english(receipt(ending, plan(THREADS))).text();

        assertThat(text).doesNotContain("Verified", "One commit", "VACUUM", "rows deleted", "deleted by");
    }

    @Test
    void receiptOfARehearsalMentionsNoCommit() {
        String text = english(receipt(Ending.REHEARSED, plan(THREADS))).text();

        assertThat(text).contains("Verified", "rolled back").doesNotContain("One commit", "VACUUM", "cannot be undone");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "</title></style><b>",
                "a & b &amp; '",
                "]]><!-- -->",
                "\u0000\u001b[2J\uffff\u202e"
            })
    void namesAreEscaped(String name) {
        TableName table = new TableName("public", name);
        Messages words = new Messages(Locale.ENGLISH);

        HtmlPage receipt = english(receipt(Ending.COMMITTED, plan(table)));
        HtmlPage plan = HtmlPage.of(
                new HtmlReport(words).plan(plan(table, months(table, 3), List.of()), START, Optional.of(SAVED)));

        for (HtmlPage page : List.of(receipt, plan)) {
            page.assertSelfContained();
            assertThat(page.text()).contains(Messages.printable("public." + name));
        }
    }

    @Test
    void planShowsTheDecisionFirst() {
        HtmlPage page = plan(plan(THREADS, months(THREADS, 3), List.of()), Optional.of(SAVED));

        page.assertSelfContained();
        assertThat(page.title()).isEqualTo("42 rows will be deleted from shop@127.0.0.1:5432 (production)");
        assertThat(page.text())
                .contains(
                        "ouigate apply --plan 'receipts/the run'\\''s.json' \\ --expect-digest " + SAVED.digest()
                                + " \\ --expect-database shop \\ --environment production",
                        "OUI",
                        "public.users");
    }

    @Test
    void unsavedPlanExplainsHowToSaveIt() {
        assertThat(plan(plan(THREADS), Optional.empty()).text())
                .contains("plan --out FILE")
                .doesNotContain("--plan ");
    }

    @Test
    void blockedPlanCannotBeApproved() {
        Hazard block = new Hazard(
                Hazard.Code.STANDBY,
                Hazard.Severity.BLOCK,
                null,
                Message.of("hazard.STANDBY"),
                Message.of("hazard.STANDBY.remedy"));
        Plan blocked = plan(THREADS, List.of(block));

        HtmlPage page = plan(blocked, Optional.of(SAVED));

        assertThat(page.title()).startsWith("A run on ");
        assertThat(page.text()).contains("STANDBY").doesNotContain("ouigate apply --plan");
    }

    @Test
    void chartShowsTwoYearsByMonthAndEarlierRowsInOneColumn() {
        HtmlPage page = plan(plan(THREADS, months(THREADS, 30), List.of()), Optional.empty());

        assertThat(page.columns("month")).hasSize(24).first().isEqualTo("Dec 2024: 7");
        assertThat(page.columns("month")).last().isEqualTo("Nov 2026: 30");
        assertThat(page.columns("earlier")).containsOnly("before Dec 2024: 21");
    }

    @Test
    void chartOfAShortPeriodShowsAYear() {
        HtmlPage page = plan(plan(THREADS, months(THREADS, 2), List.of()), Optional.empty());

        assertThat(page.columns("month")).containsExactly("Oct 2026: 1", "Nov 2026: 2");
        assertThat(page.columns("earlier")).isEmpty();
        assertThat(page.text()).contains("Dec 2025 0", "5 rows without a date");
    }

    @Test
    void chartScalesToTheHighestMonth() {
        TreeMap<YearMonth, Long> rows =
                new TreeMap<>(Map.of(YearMonth.of(2019, 1), 99L, YearMonth.of(2026, 3), 4L, YearMonth.of(2026, 5), 2L));

        HtmlPage page = plan(
                plan(THREADS, Optional.of(new MonthCounts(THREADS, "created_at", rows, 0)), List.of()),
                Optional.empty());

        assertThat(page.text()).contains("Maximum in Mar 2026: 4 rows");
        assertThat(page.columns("earlier").get(0)).endsWith(": 99");
    }

    private static HtmlPage english(Receipt receipt) {
        HtmlPage page = HtmlPage.of(new HtmlReport(new Messages(Locale.ENGLISH)).receipt(receipt, Optional.of(SAVED)));
        page.assertSelfContained();
        return page;
    }

    private static HtmlPage plan(Plan plan, Optional<SavedDocument> saved) {
        return HtmlPage.of(new HtmlReport(new Messages(Locale.ENGLISH)).plan(plan, START, saved));
    }

    /** Returns counts that increase by one row each month, up to November 2026. */
    private static Optional<MonthCounts> months(TableName table, int months) {
        TreeMap<YearMonth, Long> rows = new TreeMap<>();
        for (int i = 1; i <= months; i++) {
            rows.put(YearMonth.of(2026, 11).minusMonths(months - i), (long) i);
        }
        return Optional.of(new MonthCounts(table, "created_at", rows, 5));
    }

    private static Plan plan(TableName parent) {
        return plan(parent, List.of());
    }

    private static Plan plan(TableName parent, List<Hazard> hazards) {
        return plan(parent, Optional.empty(), hazards);
    }

    private static Plan plan(TableName parent, Optional<MonthCounts> months, List<Hazard> hazards) {
        DatabaseIdentity database = new DatabaseIdentity(
                "PostgreSQL",
                "18.1",
                "shop",
                "127.0.0.1:5432",
                "7711398319105143341",
                "16384",
                "production",
                "postgres",
                true);
        Job job = new Job(
                "changelogs/support-threads.yaml",
                "",
                "changelogs/support-threads.yaml",
                "delete-all-support-threads-support-threads-purge",
                "ouigate",
                "support-threads-purge",
                "sha256:" + "ab".repeat(32),
                Map.of(),
                List.of(),
                List.of());
        return new Plan(
                database,
                job,
                "public",
                SessionSettings.NONE,
                List.of(
                        new PlannedDeletion(MESSAGES, null, OptionalLong.of(36), List.of()),
                        new PlannedDeletion(parent, null, OptionalLong.of(6), List.of())),
                List.of(),
                KeyMode.AUTO,
                false,
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.of(Duration.ofSeconds(3)),
                List.of(
                        new PreservedTable(new TableName("public", "users"), OptionalLong.of(8), true, false),
                        new PreservedTable(new TableName("public", "orders"), OptionalLong.of(12_000), true, true)),
                hazards,
                Set.of(),
                Set.of(),
                Set.of(),
                List.of("column"),
                Optional.empty(),
                months,
                RowLimits.EXACT);
    }

    private static Receipt receipt(Ending ending, Plan plan) {
        boolean committed = ending == Ending.COMMITTED;
        RunRecord run = new RunRecord(
                ending,
                RunId.at(START),
                "dba@jumphost",
                START,
                START.plusSeconds(2),
                List.of(),
                new RunTimes(Map.of("commit", 3L), 152),
                committed ? Optional.of(new TransactionMark("886", "0/21F9E990", "886:886:", START)) : Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return new Receipt(
                run,
                plan,
                plan.deletions().stream()
                        .map(planned ->
                                new DeletedRows(planned.table(), null, planned.rows(), committed ? planned.rows() : 0))
                        .toList(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                new PostCommitReport(plan.preserved(), List.of(), Optional.empty()));
    }
}
