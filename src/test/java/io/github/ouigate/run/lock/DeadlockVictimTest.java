package io.github.ouigate.run.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.plan.check.PurgedShop;
import io.github.ouigate.run.progress.Step;
import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.EveryPostgres;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.Sessions;
import io.github.ouigate.testing.Sessions.Blocker;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;

/** Applications that write in any order only wait, since a run holds no lock while it waits for them. */
@ParameterizedClass
@EveryPostgres
class DeadlockVictimTest {
    private static final String ADD_MESSAGE =
            "INSERT INTO messages SELECT gen_random_uuid(), id, NULL, 'late', now() FROM message_threads LIMIT 1";
    private static final String[] ATTACHMENTS = {
        "CREATE TABLE attachments (message_id uuid REFERENCES messages ON DELETE CASCADE, name text)",
        "INSERT INTO attachments SELECT id, 'a.png' FROM messages",
    };

    private static final String[] COUNTER = {
        "CREATE TABLE counter (n int)",
        "INSERT INTO counter VALUES (0)",
        "CREATE FUNCTION counting() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS"
                + " 'BEGIN UPDATE public.counter SET n = n + 1; RETURN NULL; END'",
        "CREATE TRIGGER counting AFTER DELETE ON messages EXECUTE FUNCTION counting()",
    };

    private final PurgedShop purged;
    private final PostgresShop shop;
    private final Sessions sessions;

    DeadlockVictimTest(int version) {
        purged = new PurgedShop(version);
        shop = purged.shop();
        sessions = new Sessions(shop);
    }

    @Test
    @Tag("slow")
    void waitsForCascadedTablesBeforeItHoldsLocks() throws Exception {
        shop.execute(ATTACHMENTS);

        assertLetsGoOn("UPDATE attachments SET name = name", ADD_MESSAGE, "--allow-writes", "public.attachments");

        assertThat(shop.count("attachments")).isZero();
    }

    @Test
    void waitsForTablesOfTriggersBeforeItHoldsLocks() throws Exception {
        shop.execute(COUNTER);

        assertLetsGoOn("UPDATE counter SET n = n", ADD_MESSAGE, "--allow-writes", "public.counter");
    }

    @Test
    @Tag("slow")
    void waitsForPartitionsBeforeItHoldsLocks() throws Exception {
        partition();

        assertLetsGoOn(
                "UPDATE messages_rest SET content = content",
                "INSERT INTO messages_old SELECT gen_random_uuid(), id, NULL,"
                        + " 'late', '2000-01-02' FROM message_threads LIMIT 1");
    }

    private void partition() {
        shop.execute(
                "ALTER TABLE messages RENAME TO messages_rest",
                "CREATE TABLE messages (LIKE messages_rest, FOREIGN KEY (thread_id) REFERENCES message_threads)"
                        + " PARTITION BY RANGE (created_at)",
                "ALTER TABLE messages ATTACH PARTITION messages_rest DEFAULT",
                "CREATE TABLE messages_old PARTITION OF messages FOR VALUES FROM ('2000-01-01') TO ('2001-01-01')");
    }

    /** An application has executed one statement when the run starts, and executes another when the run waits. */
    private void assertLetsGoOn(String first, String second, String... options) throws Exception {
        try (Blocker application = sessions.block(first)) {
            CompletableFuture<Result> run =
                    CompletableFuture.supplyAsync(() -> Applying.confirmed(shop, with(options, "--max-drift", "10")));
            sessions.awaitWaitingForItsFirstTable();

            application.execute("SET LOCAL lock_timeout = '400ms'");
            application.execute(second);
            application.commit();

            Result result = run.get(30, TimeUnit.SECONDS);
            assertThat(result.exitCode()).as(result.output()).isZero();
        }
        assertThat(shop.conversations()).isEmpty();
    }

    /** A role that cannot lock such tables cannot wait for them in advance; it rolls back and retries. */
    @Test
    void isTheVictimOfADeadlockIfItCannotLockInAdvance() throws Exception {
        partition();
        shop.execute(COUNTER);
        String role = purged.connectAs("cleaner", "SELECT, DELETE ON messages, message_threads");
        List<Step> steps = new ArrayList<>();
        CompletableFuture<Void> inserted = new CompletableFuture<>();

        try (Blocker application = sessions.block("UPDATE counter SET n = n")) {
            Result result = new CommandLineRun()
                    .watchedBy(step -> {
                        steps.add(step);
                        if (step == Step.COUNTED && steps.indexOf(step) == steps.size() - 1) {
                            inserted.completeAsync(() -> goOn(application));
                            sessions.awaitAnotherWaiting(application);
                        }
                    })
                    .run(
                            "apply",
                            shop,
                            "-Dconfirmation=OUI",
                            "--user",
                            role.replace("\"", ""),
                            "--max-drift",
                            "10",
                            "--allow-writes",
                            "public.counter");

            assertThat(result.exitCode()).as(result.output()).isZero();
            inserted.get(30, TimeUnit.SECONDS);
        }
        assertThat(steps).containsSubsequence(Step.COUNTED, Step.UNDONE, Step.COUNTED, Step.COMMITTED);
        assertThat(shop.conversations()).isEmpty();
        assertThat(shop.value("SELECT n FROM counter")).isEqualTo("1");
    }

    /** The rows were changed after its snapshot in both attempts. */
    @Test
    void isBusyIfOthersRepeatedlyChangeItsRows() throws Exception {
        List<String> before = shop.conversations();
        shop.execute(COUNTER);
        String role = purged.connectAs("cleaner", "SELECT, DELETE ON messages, message_threads");

        Result result = new CommandLineRun()
                .watchedBy(step -> {
                    if (step == Step.COUNTED) {
                        shop.execute("UPDATE counter SET n = n");
                    }
                })
                .run(
                        "apply",
                        shop,
                        "-Dconfirmation=OUI",
                        "--user",
                        role.replace("\"", ""),
                        "--allow-writes",
                        "public.counter");

        assertThat(result.exitCode()).as(result.output()).isEqualTo(8);
        assertThat(result.out().replaceAll("\\s+", " "))
                .contains("Busy: no data has changed.", "could not serialize access due to concurrent update");
        assertThat(shop.conversations()).isEqualTo(before);
        assertThat(shop.ledger("support-threads-purge")).isEmpty();
    }

    private static Void goOn(Blocker application) {
        try {
            application.execute(ADD_MESSAGE);
            application.commit();
            return null;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String[] with(String[] options, String... more) {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
