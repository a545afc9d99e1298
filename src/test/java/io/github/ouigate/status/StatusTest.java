package io.github.ouigate.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ouigate.run.progress.Step;
import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.Await;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.EveryPostgres;
import io.github.ouigate.testing.Json;
import io.github.ouigate.testing.OuigateProcess;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.Sessions;
import io.github.ouigate.testing.Sessions.Blocker;
import io.github.ouigate.testing.Sessions.Waiter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;

/** The information for an operator whose pipeline hangs or has ended before an answer. */
@ParameterizedClass
@EveryPostgres
class StatusTest {
    private static final String EDIT = "SET application_name = 'back office'; UPDATE messages SET content = 'edited'";
    private static final String RUN = "20261123T174523Z-0217899d";

    private static final String WAITING_RUN =
            "SET application_name = 'ouigate " + RUN + "'; LOCK TABLE message_threads, messages IN EXCLUSIVE MODE";

    private final PostgresShop shop;
    private final Sessions sessions;

    StatusTest(int version) {
        shop = new PostgresShop(PostgresServer.version(version));
        sessions = new Sessions(shop);
    }

    @Test
    void showsThatTheTagIsNotApplied() {
        assertThat(page())
                .containsSubsequence(
                        "Ledger    none yet",
                        "Tag support-threads-purge\n  not applied yet\n",
                        "Runs in progress\n  none\n",
                        "Liquibase lock\n  free\n",
                        "Next\n  → Run \"ouigate plan\", then \"ouigate apply\".\n");

        JsonNode status = document();
        assertThat(status.path("schemaVersion").asInt()).isEqualTo(2);
        assertThat(status.path("tagState").asText()).isEqualTo("NOT_APPLIED");
        assertThat(status.path("alreadyApplied").isNull()).isTrue();
        assertThat(status.path("ledgerSchema").isNull()).isTrue();
        assertThat(status.path("lock").isNull()).isTrue();
        assertThat(status.path("runs")).isEmpty();
        assertThat(status.path("runs").isArray()).isTrue();
        assertThat(status.path("next").asText()).isEqualTo("Run \"ouigate plan\", then \"ouigate apply\".");
    }

    @Test
    void formatsCountsLikeThePlan() {
        Applying.confirmed(shop);
        shop.execute("UPDATE databasechangelog SET comments = replace(comments, ' 36 ', ' 36000 ')");

        assertThat(page()).contains("deleted 36,000 public.messages, 6 public.message_threads");
    }

    @Test
    void showsTheOperatorOfTheRun() {
        Result applied = Applying.confirmed(shop);
        String run = find("\\d{8}T\\d{6}Z-[0-9a-f]{8}", applied.out());

        assertThat(page())
                .containsSubsequence(
                        "Ledger    schema public",
                        "Tag support-threads-purge\n  applied on 20",
                        "Run " + run + ", by dba@jumphost, deleted 36 public.messages, 6 public.message_threads.",
                        "Next\n  → Nothing to do: the tag was already applied. For a new purge, choose a new --tag.\n");
        assertThat(document().path("tagState").asText()).isEqualTo("APPLIED");
        assertThat(document().path("alreadyApplied").path("runId").asText()).isEqualTo(run);
        assertThat(page("--tag", "next")).contains("not applied yet", "If a run of this tag ended with exit code 6");
    }

    @Test
    void showsWhenATagWasAppliedAndRestored(@TempDir Path archives) {
        Result applied = Applying.confirmed(shop, "--archive", archives.toString());
        String run = find("\\d{8}T\\d{6}Z-[0-9a-f]{8}", applied.out());
        Result restored =
                new CommandLineRun().run("restore", shop, "--archive", archives.toString(), "-Dconfirmation=OUI");

        assertThat(restored.exitCode()).as(restored.output()).isZero();
        sessions.awaitNone();
        assertThat(page())
                .containsSubsequence(
                        "Tag support-threads-purge\n  applied on 20",
                        "Run " + run + ", by dba@jumphost, deleted 36 public.messages, 6 public.message_threads.",
                        "Restored on 20",
                        "and not applied since.",
                        "restored 6 public.message_threads,",
                        "Next\n  → Run \"ouigate plan\"")
                .doesNotContain("not applied yet");
        assertThat(document().path("tagState").asText()).isEqualTo("NOT_APPLIED");
        assertThat(page("--tag", "next")).contains("not applied yet");
        Applying.succeeds(shop);
        assertThat(page()).contains("applied on 20").doesNotContain("Restored on");
    }

    @Test
    void showsARunThatHasLockedItsTables() {
        Seen seen = at(Step.LOCKED);
        JsonNode told = seen.onlyRun();
        String id = told.path("runId").asText();

        assertThat(told.path("state").asText()).isEqualTo("IDLE");
        assertThat(told.path("locksTables").asBoolean()).isTrue();
        assertThat(told.path("transactionSeconds").isIntegralNumber()).isTrue();
        assertThat(told.path("stateSeconds").isIntegralNumber()).isTrue();
        assertThat(told.path("user").asText()).isEqualTo("postgres");
        assertThat(told.path("client").asText()).isEqualTo("127.0.0.1");
        assertThat(told.path("operator").asText()).isEqualTo("dba@jumphost");
        assertThat(told.path("startedAt").asText().replaceAll("[-:]", "")).isEqualTo(id.replaceAll("-.*", ""));
        assertThat(told.path("waitingFor").isArray()).isTrue();
        assertThat(told.path("waitingFor")).isEmpty();
        String pid = told.path("pid").asText();
        assertThat(seen.page())
                .containsSubsequence(
                        "not applied yet",
                        "Run in progress: " + id + " by dba@jumphost",
                        pid + ", as postgres, from 127.0.0.1",
                        "Transaction  open for ",
                        "Locked       public.message_threads, public.messages: writers wait",
                        "idle in transaction for ",
                        " by ouigate " + id + " (dba@jumphost), which is in progress",
                        "→ Check the run " + id,
                        "      SELECT pg_terminate_backend(" + pid + ");");
    }

    @Test
    void showsARunBeforeItHasLockedItsTables() {
        Seen seen = at(Step.LOCKING);

        assertThat(seen.onlyRun().path("locksTables").asBoolean()).isFalse();
        assertThat(seen.page()).doesNotContain("writers wait");
    }

    @Test
    void namesTheBlockerOfARunAndTheNextStep() throws Exception {
        try (OuigateProcess run = pausedAt("LOCKING", "--lock-timeout", "60s");
                Blocker application = sessions.block(EDIT)) {
            run.goOn();
            sessions.awaitWaitingForItsFirstTable();

            JsonNode told = onlyRun();
            assertThat(told.path("state").asText()).isEqualTo("WAITING");
            assertThat(told.path("query").asText()).startsWith("LOCK TABLE");
            assertThat(told.path("waitingFor")).singleElement().satisfies(blocker -> {
                assertThat(blocker.path("pid").asInt()).isEqualTo(application.pid());
                assertThat(blocker.path("user").asText()).isEqualTo("postgres");
                assertThat(blocker.path("application").asText()).isEqualTo("back office");
                assertThat(blocker.path("transactionSeconds").isIntegralNumber())
                        .isTrue();
                assertThat(blocker.path("query").asText()).contains("UPDATE messages");
                assertThat(blocker.path("waits").asBoolean()).isFalse();
            });
            assertThat(page())
                    .containsPattern("Now +waiting for a lock for .*: LOCK TABLE")
                    .containsPattern("Blocked by +" + application.pid()
                            + " \\(postgres, back office\\), transaction open for .*: .*UPDATE messages")
                    .contains("→ Wait for the session " + application.pid() + " (postgres, back office)");

            shop.execute(find("SELECT pg_terminate_backend\\(\\d+\\);", page()));

            assertThat(run.exitCode()).as(run.output()).isZero();
        }
    }

    /** Ending the session in the middle of the queue would not help. */
    @Test
    @Tag("slow")
    void followsTheQueueToTheBlocker() throws Exception {
        try (Blocker reader = sessions.block("SELECT * FROM messages");
                Waiter migration = sessions.await("LOCK TABLE messages IN ACCESS EXCLUSIVE MODE");
                Waiter run = sessions.await(WAITING_RUN)) {
            List<String> blockers = new ArrayList<>();
            onlyRun()
                    .path("waitingFor")
                    .forEach(blocker -> blockers.add(blocker.path("pid").asInt() + " "
                            + blocker.path("waits").asBoolean()));

            assertThat(onlyRun().path("pid").asInt()).isEqualTo(run.pid());
            assertThat(blockers).containsExactly(reader.pid() + " false", migration.pid() + " true");
            assertThat(next())
                    .contains("SELECT pg_terminate_backend(" + reader.pid() + ");")
                    .doesNotContain(String.valueOf(migration.pid()));
            assertThat(page())
                    .containsPattern(migration.pid() + " \\(.*\\), .*, waiting for a lock itself: LOCK TABLE");
        }
    }

    @Test
    @Tag("slow")
    void namesAPreparedTransactionThatBlocksARun() throws Exception {
        shop.execute(
                "BEGIN; SELECT * FROM messages; PREPARE TRANSACTION 'innocent'",
                "BEGIN; UPDATE users SET email = email; PREPARE TRANSACTION 'elsewhere'",
                "BEGIN; UPDATE messages SET content = 'edited'; PREPARE TRANSACTION 'sale 42'");
        try (Waiter run = sessions.await(WAITING_RUN)) {
            assertThat(onlyRun().path("waitingFor")).singleElement().satisfies(blocker -> {
                assertThat(blocker.path("pid").isNull()).isTrue();
                assertThat(blocker.path("query").asText()).isEqualTo("sale 42");
            });
            assertThat(page())
                    .containsPattern("Blocked by +the prepared transaction sale 42 of postgres, open for .*\n");

            shop.execute(find("ROLLBACK PREPARED .*?;", next()));
            Await.until("the lock", () -> onlyRun().path("locksTables").asBoolean(), this::page);

            assertThat(onlyRun().path("waitingFor")).isEmpty();
            assertThat(onlyRun().path("pid").asInt()).isEqualTo(run.pid());
        } finally {
            shop.execute("ROLLBACK PREPARED 'innocent'", "ROLLBACK PREPARED 'elsewhere'");
        }
    }

    /** A prepared reader does not block the run, but the session that blocks the run. */
    @Test
    @Tag("slow")
    void namesThePreparedTransactionAtTheHeadOfTheQueue() throws Exception {
        shop.execute("BEGIN; SELECT * FROM messages; PREPARE TRANSACTION 'report 7'");
        try (Waiter migration = sessions.await("LOCK TABLE messages IN ACCESS EXCLUSIVE MODE");
                Waiter run = sessions.await(WAITING_RUN)) {
            assertThat(onlyRun().path("pid").asInt()).isEqualTo(run.pid());
            assertThat(onlyRun().path("waitingFor").findValuesAsText("query"))
                    .containsExactly("report 7", "LOCK TABLE messages IN ACCESS EXCLUSIVE MODE");
            assertThat(onlyRun().path("waitingFor").path(1).path("pid").asInt()).isEqualTo(migration.pid());
            assertThat(next()).contains("ROLLBACK PREPARED 'report 7';").doesNotContain("pg_terminate_backend");
        } finally {
            shop.execute("ROLLBACK PREPARED 'report 7'");
        }
    }

    @Test
    @Tag("slow")
    void showsWhichOfTwoRunsWaits() {
        try (OuigateProcess first = pausedAt("LOCKED");
                OuigateProcess second = OuigateProcess.start(
                        "apply", "--url", shop.url(), "-Dconfirmation=OUI", "--lock-timeout", "60s")) {
            JsonNode working = onlyRun();
            sessions.awaitWaitingFor("advisory");

            JsonNode runs = document().path("runs");
            assertThat(runs).hasSize(2).anySatisfy(run -> {
                assertThat(run.path("state").asText()).isEqualTo("WAITING");
                assertThat(run.path("operator").isNull()).isTrue();
                assertThat(run.path("locksTables").asBoolean()).isFalse();
                assertThat(run.path("waitingFor")).singleElement().satisfies(blocker -> {
                    assertThat(blocker.path("pid")).isEqualTo(working.path("pid"));
                    assertThat(blocker.path("application").asText())
                            .isEqualTo("ouigate " + working.path("runId").asText());
                });
            });
            assertThat(next())
                    .startsWith("Check the run " + working.path("runId").asText())
                    .doesNotContain("Wait for the session");
            assertThat(page())
                    .contains("Blocked by   the run " + working.path("runId").asText() + " (session "
                            + working.path("pid").asText() + ")\n");

            first.goOn();
            assertThat(second.exitCode()).as(second.output()).isZero();
        }
    }

    @Test
    @Tag("slow")
    void showsThatTheNextRunTakesOverAStaleLock() {
        try (OuigateProcess run = pausedAt("LOCKED")) {
            run.kill();
        }
        sessions.awaitNone();

        assertThat(page())
                .containsSubsequence(
                        "not applied yet",
                        "Runs in progress\n  none\n",
                        "which was killed",
                        "→ Run \"ouigate plan\", then \"ouigate apply\", which takes the lock over");
        assertThat(document().path("lock").path("state").asText()).isEqualTo("DEAD");
        Applying.succeeds(shop);
        assertThat(page()).containsSubsequence("applied on", "Liquibase lock\n  free", "Nothing to do");
    }

    @Test
    @Tag("slow")
    void recommendsAskingTheOwnerOfAForeignLock() {
        Applying.succeeds(shop, "--tag", "earlier");
        shop.execute("UPDATE databasechangeloglock SET locked = true, lockedby = 'jenkins (10.0.0.5)',"
                + " lockgranted = LOCALTIMESTAMP - INTERVAL '1 hour'");

        assertThat(page())
                .contains(
                        "held for 60 min by jenkins (10.0.0.5), which is not ouigate",
                        "→ Ask jenkins (10.0.0.5) whether it still needs the Liquibase lock",
                        "release the lock with the Liquibase command");
        assertThat(page("--tag", "earlier")).contains("which is not ouigate", "Nothing to do");
    }

    @Test
    void showsATagOfAnotherChangeset() {
        Applying.succeeds(shop, "--tag", "first");
        shop.execute("UPDATE databasechangelog SET tag = 'release-12' WHERE tag = 'first'");

        assertThat(page("--tag", "release-12"))
                .contains(
                        "The ledger has the tag release-12 for another changeset, delete-all-support-threads-first.",
                        "→ If you mean that changeset, give its file with --changelog. Otherwise, choose another --tag.")
                .doesNotContain("not applied");
        assertThat(document("--tag", "release-12").path("tagState").asText()).isEqualTo("TAKEN");
    }

    @Test
    void showsATagInAnotherLedger() {
        shop.execute("CREATE SCHEMA a");
        Applying.succeeds(shop, "--ledger-schema", "a");

        assertThat(page())
                .contains(
                        "Another ledger shows that the tag support-threads-purge was already applied: a.databasechangelog.",
                        "→ Add --ledger-schema a. For a new purge, choose a new --tag.")
                .doesNotContain("not applied");
        assertThat(document().path("tagState").asText()).isEqualTo("APPLIED_ELSEWHERE");
        assertThat(document("--ledger-schema", "a").path("tagState").asText()).isEqualTo("APPLIED");
        assertThat(document("--ledger-schema", "a").path("ledgerSchema").asText())
                .isEqualTo("a");
    }

    @Test
    void doesNotRecommendWaitingForACommittedRun() {
        Seen seen = at(Step.COMMITTED);

        assertThat(seen.document().path("tagState").asText()).isEqualTo("APPLIED");
        assertThat(seen.onlyRun().path("operator").asText()).isEqualTo("dba@jumphost");
        assertThat(seen.document().path("next").asText())
                .isEqualTo("Nothing to do: the tag was already applied. For a new purge, choose a new --tag.");
    }

    @Test
    void showsARunOfAnotherTagAfterThisOneWasApplied() throws Exception {
        Applying.succeeds(shop);
        try (Connection run = named(shop, "ouigate " + RUN)) {
            assertThat(next()).startsWith("Nothing to do").contains("Check the run " + RUN);
            assertThat(isOpen(run)).isTrue();
        }
    }

    @Test
    void distinguishesRunsFromOtherCommandsAndDatabases() throws SQLException {
        PostgresShop other = new PostgresShop(shop.server());
        try (Connection prompt = named(shop, "ouigate " + RUN);
                Connection plan = named(shop, "ouigate plan");
                Connection odd = named(shop, "ouigate 20261199T994523Z-0217899d");
                Connection elsewhere = named(other, "ouigate 20261124T174523Z-0217899d")) {
            JsonNode told = onlyRun();

            assertThat(told.path("runId").asText()).isEqualTo(RUN);
            assertThat(told.path("startedAt").asText()).isEqualTo("2026-11-23T17:45:23Z");
            assertThat(told.path("state").asText()).isEqualTo("IDLE");
            assertThat(told.path("transactionSeconds").isNull()).isTrue();
            assertThat(told.path("operator").isNull()).isTrue();
            assertThat(page())
                    .contains("Run in progress: " + RUN + "\n", "at its prompt, or between two steps")
                    .doesNotContain("Transaction  ");
            assertThat(List.of(prompt, plan, odd, elsewhere)).allMatch(StatusTest::isOpen);
        }
    }

    /** For example, parallel workers, or the second connection of a run whose first one broke. */
    @Test
    void showsSessionsOfOneRunOnce() throws SQLException {
        try (Connection first = named(shop, "ouigate " + RUN);
                Connection second = named(shop, "ouigate " + RUN)) {
            assertThat(onlyRun().path("pid").asInt())
                    .isEqualTo(first.unwrap(org.postgresql.PGConnection.class).getBackendPID());
            assertThat(isOpen(second)).isTrue();
        }
    }

    @Test
    void showsAnActiveRun() throws Exception {
        try (Connection run = named(shop, "ouigate " + RUN);
                Statement statement = run.createStatement()) {
            Thread work = new Thread(() -> {
                try {
                    statement.execute("SELECT pg_sleep(600)");
                } catch (SQLException e) {
                    // it was cancelled
                }
            });
            work.start();
            sessions.awaitSleeping();

            JsonNode told = onlyRun();
            String page = page();
            statement.cancel();
            work.join();

            assertThat(told.path("state").asText()).isEqualTo("WORKING");
            assertThat(page)
                    .containsPattern("Now +active for .*: SELECT pg_sleep\\(…\\)")
                    .contains("→ Wait for the run " + RUN + ", then run \"ouigate status\" again");
        }
    }

    @Test
    void showsUnknownToARoleThatCannotSeeSessions() throws Exception {
        String clerk = "watcher_of_" + shop.database();
        shop.execute("CREATE ROLE " + clerk + " LOGIN");

        try (Connection run = named(shop, "ouigate " + RUN)) {
            JsonNode told = document("--user", clerk).path("runs").path(0);
            assertThat(told.path("state").asText()).isEqualTo("UNKNOWN");
            assertThat(List.of("client", "stateSeconds", "transactionSeconds", "query"))
                    .allSatisfy(name -> assertThat(told.path(name).isNull()).isTrue());
            assertThat(page("--user", clerk))
                    .contains(
                            "as postgres, from an unknown address",
                            "Now      unknown: this role may not see it",
                            "→ Wait for the run " + RUN)
                    .doesNotContain("Transaction  ", "insufficient");
            assertThat(isOpen(run)).isTrue();
        }
        sessions.awaitNone();

        try (Blocker application = sessions.block(EDIT);
                Waiter run = sessions.await(WAITING_RUN)) {
            JsonNode told = document("--user", clerk).path("runs").path(0);
            assertThat(told.path("pid").asInt()).isEqualTo(run.pid());
            assertThat(told.path("state").asText()).isEqualTo("WAITING");
            assertThat(told.path("waitingFor").path(0).path("pid").asInt()).isEqualTo(application.pid());
            assertThat(page("--user", clerk))
                    .contains("Now         waiting for a lock\n")
                    .containsPattern("Blocked by +" + application.pid() + " \\(postgres, back office\\)\n")
                    .doesNotContain("insufficient");
        }
    }

    @Test
    void namesAMissingPrivilegeInsteadOfNotApplied() {
        Applying.succeeds(shop);
        String clerk = "reader_in_" + shop.database();
        shop.execute("CREATE ROLE " + clerk + " LOGIN");

        Result status = new CommandLineRun().run("status", shop, "--user", clerk);
        assertThat(status.exitCode()).isEqualTo(4);
        assertThat(status.out())
                .contains("unknown: it cannot be read", "lacks the right SELECT")
                .doesNotContain("applied", "free");
        JsonNode json = Json.document(new CommandLineRun().run("status", shop, "--user", clerk, "--json"));
        assertThat(json.path("tagState").asText()).isEqualTo("UNKNOWN");
        assertThat(json.path("lockKnown").asBoolean()).isFalse();

        Matcher grant = Pattern.compile("GRANT .*;").matcher(status.out());
        shop.execute(grant.results().map(found -> found.group()).toArray(String[]::new));

        assertThat(page("--user", clerk)).contains("applied on", "free", "Nothing to do");
    }

    @Test
    void doesNotWaitForALockedLedger() throws Exception {
        Applying.succeeds(shop);
        try (Connection run = named(shop, "ouigate " + RUN);
                Blocker migration = sessions.block("LOCK TABLE databasechangelog, databasechangeloglock")) {
            long start = System.nanoTime();
            Result status = new CommandLineRun().run("status", shop);
            Duration took = Duration.ofNanos(System.nanoTime() - start);

            assertThat(status.exitCode()).as(status.output()).isEqualTo(8);
            assertThat(status.out())
                    .contains(
                            "unknown: it cannot be read",
                            "Another session blocks readers of public.databasechangelog.",
                            "Run in progress: " + RUN,
                            "SELECT pg_terminate_backend(" + migration.pid() + ");")
                    .doesNotContain("applied on", "not applied", "free");
            assertThat(took).isLessThan(Duration.ofSeconds(4));
            assertThat(isOpen(run)).isTrue();
        }
    }

    @Test
    @Tag("slow")
    void readsTheTagIfOnlyTheLockTableIsLocked() throws Exception {
        Applying.succeeds(shop);
        try (Blocker other = sessions.block("LOCK TABLE databasechangeloglock")) {
            assertThat(page()).contains("applied on", "unknown: it cannot be read", "Nothing to do");
            assertThat(document().path("lockKnown").asBoolean()).isFalse();
            assertThat(document().path("tagState").asText()).isEqualTo("APPLIED");
            assertThat(other.isOpen()).isTrue();
        }
    }

    @Test
    void isAvailableInFrench() throws Exception {
        try (Blocker application = sessions.block(EDIT);
                Waiter run = sessions.await(WAITING_RUN)) {
            String page =
                    new CommandLineRun().in(Locale.FRENCH).run("status", shop).out();

            assertThat(page)
                    .containsPattern("Bloqué par +" + application.pid()
                            + " \\(postgres, back office\\), transaction ouverte depuis .*\u00a0: .*UPDATE messages")
                    .contains(
                            "Exécution en cours\u00a0: " + RUN,
                            run.pid() + ", rôle postgres",
                            "attend un verrou depuis ",
                            "→ Attendez la session " + application.pid()
                                    + " (postgres, back office), ou demandez à son propriétaire");
        }
    }

    /** The results of two status commands. */
    private record Seen(String page, JsonNode document) {
        JsonNode onlyRun() {
            assertThat(document.path("runs")).hasSize(1);
            return document.path("runs").get(0);
        }
    }

    /** Applies the job and runs status when it reaches a step. */
    private Seen at(Step wanted) {
        List<Seen> seen = new ArrayList<>();
        Result applied = new CommandLineRun()
                .watchedBy(step -> {
                    if (step == wanted) {
                        seen.add(new Seen(page(), document()));
                    }
                })
                .run("apply", shop, "-Dconfirmation=OUI");
        assertThat(applied.exitCode()).as(applied.output()).isZero();
        assertThat(seen).hasSize(1);
        return seen.get(0);
    }

    private OuigateProcess pausedAt(String point, String... options) {
        List<String> args = new ArrayList<>(List.of("apply", "--url", shop.url(), "-Dconfirmation=OUI"));
        args.addAll(List.of(options));
        return OuigateProcess.startAndPauseAt(point, args.toArray(String[]::new));
    }

    private String page(String... options) {
        Result result = new CommandLineRun().run("status", shop, options);
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.out();
    }

    private JsonNode document(String... options) {
        List<String> args = new ArrayList<>(List.of(options));
        args.add("--json");
        Result result = new CommandLineRun().run("status", shop, args.toArray(String[]::new));
        assertThat(result.exitCode()).as(result.output()).isZero();
        return Json.document(result);
    }

    private String next(String... options) {
        return document(options).path("next").asText();
    }

    private JsonNode onlyRun() {
        JsonNode runs = document().path("runs");
        assertThat(runs).hasSize(1);
        return runs.get(0);
    }

    private static Connection named(PostgresShop shop, String name) throws SQLException {
        Connection connection = shop.connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET application_name = '" + name + "'");
        }
        return connection;
    }

    private static boolean isOpen(Connection connection) {
        try {
            return connection.isValid(0);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String find(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group();
    }
}
