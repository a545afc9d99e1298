package io.github.ouigate.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.run.progress.Step;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.JobFile;
import io.github.ouigate.testing.Json;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The planned, locked and deleted rows are the same, or nothing is deleted. */
class CountsTest {
    private static final String TAG = "support-threads-purge";

    private final PostgresShop shop = new PostgresShop(PostgresServer.newest());
    private final List<String> before = shop.conversations();

    @TempDir
    private Path directory;

    @Test
    void deletesNewRowsUpToTheMaximumInThePrompt() {
        Result result = applyWhile(() -> shop.openConversation(), "--json");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(Json.document(result).path("maxDeletedRows").asLong()).isEqualTo(242);
        assertThat(Json.list(result, "deletions").get(0).path("deleted").asLong())
                .isEqualTo(37);
        assertThat(shop.conversations()).isEmpty();
    }

    @Test
    void showsTheMaximumInThePlanAndThePrompt() {
        assertThat(question()).contains("This deletes 42 rows", "up to 242 rows in all");
        assertThat(question("--max-drift", "10")).contains("up to 62 rows in all");
        assertThat(question("--max-rows", "100")).contains("up to 100 rows in all");
        assertThat(question("--max-drift", "0")).doesNotContain("Rows that are written");
        assertThat(plan()).contains("up to 242 rows in all (--max-drift)");
    }

    @Test
    void refusesMoreRowsThanTheLimitIncludingNewOnes() {
        Result result = applyWhile(() -> shop.openConversation(), "--max-rows", "43");

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.out()).contains("would delete or change 44 rows, more than --max-rows 43");
        assertThat(shop.conversations()).containsAll(before).hasSize(44);
        assertThat(shop.ledger(TAG)).isEmpty();
    }

    @Test
    void refusesFewerRowsThanPlanned() {
        Result result = applyWhile(() -> shop.execute("DELETE FROM messages WHERE author_user_id IS NULL"));

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.out()).contains("public.messages had 36 rows to delete", "and now has 18");
    }

    @Test
    void refusesAnAdditionalRowWithAConditionByDefault() {
        String job = JobFile.in(directory, "tableName: messages, where: \"content IS NOT NULL\"")
                .toString();

        Result result = applyWhile(() -> shop.openConversation(), "--changelog", job);
        Result planned = new CommandLineRun().run("plan", shop, "--changelog", job);

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.out()).contains("and now has 37");
        assertThat(planned.err()).contains("refuses if a count changes", "--max-drift N or N%");
    }

    @Test
    void refusesNewRowsIfThePlanHasNone() {
        shop.execute("DELETE FROM messages", "DELETE FROM message_threads");

        Result result = applyWhile(() -> shop.openConversation());

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(shop.conversations()).hasSize(2);
    }

    @Test
    void refusesNewRowsWithoutDrift() {
        Result result = applyWhile(() -> shop.openConversation(), "--max-drift", "0");

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.out()).contains("public.messages had 36 rows to delete in the plan, and now has 37");
        assertThat(shop.conversations()).containsAll(before).hasSize(44);
        assertThat(shop.ledger(TAG)).isEmpty();
        assertThat(shop.lockHolders()).isEmpty();
    }

    @Test
    void deletesNewRowsWithinTheDrift() {
        Result result = applyWhile(() -> shop.openConversation(), "--max-drift", "20%");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.out()).contains("37  rows deleted", "7  rows deleted");
        assertThat(shop.conversations()).isEmpty();
    }

    @Test
    void rollsBackIfATriggerPreventsDeletes() {
        shop.execute(
                "CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN IF OLD.author_user_id IS NULL THEN RETURN NULL; END IF; RETURN OLD; END'",
                "CREATE TRIGGER keeping BEFORE DELETE ON messages FOR EACH ROW EXECUTE FUNCTION keep()");

        Result result = new CommandLineRun().run("apply", shop, "-Dconfirmation=OUI");

        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(result.out()).contains("36 rows to delete under the lock, but 18 were deleted");
        assertThat(shop.conversations()).isEqualTo(before);
        assertThat(shop.ledger(TAG)).isEmpty();
        assertThat(shop.lockHolders()).isEmpty();
    }

    /** Applies, with a concurrent change just before the run. */
    private Result applyWhile(Runnable change, String... options) {
        return new CommandLineRun()
                .withSystemProperty("confirmation", "OUI")
                .watchedBy(step -> {
                    if (step == Step.STARTING) {
                        change.run();
                    }
                })
                .run("apply", shop, options);
    }

    private String question(String... options) {
        return new CommandLineRun().typing("non").run("apply", shop, options).err();
    }

    private String plan() {
        return new CommandLineRun().run("plan", shop).err();
    }
}
