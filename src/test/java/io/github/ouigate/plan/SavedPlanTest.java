package io.github.ouigate.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.run.progress.Step;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.JobFile;
import io.github.ouigate.testing.Json;
import io.github.ouigate.testing.NewestPostgresAndH2;
import io.github.ouigate.testing.Shop;
import io.github.ouigate.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An approved plan is executed unchanged or refused, on every product. */
@ParameterizedClass
@NewestPostgresAndH2
class SavedPlanTest {
    private static final String TAG = "support-threads-purge";

    /** A job that deletes closed conversations, or those that are not closed. */
    private static final String BY_STATE = JobFile.bundled()
            .replace("  - changeSet:", "  - property:\n      name: closed\n      value: \"NULL\"\n  - changeSet:")
            .replace(
                    "tableName: messages\n",
                    "tableName: messages\n            where: thread_id IN (SELECT id FROM message_threads WHERE closed ="
                            + " ${closed})\n")
            .replace(
                    "tableName: message_threads\n",
                    "tableName: message_threads\n            where: closed = ${closed}\n");

    private static final String OPEN_ONES = "SELECT count(*) FROM message_threads WHERE NOT closed";

    private final Shop shop;

    @TempDir
    private Path directory;

    SavedPlanTest(TestDatabase database) {
        shop = database.newShop();
    }

    @Test
    void isExecuted() {
        List<String> others = shop.usersAndOrders();
        plan();

        Result result = apply();

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(shop.conversations()).isEmpty();
        assertThat(shop.usersAndOrders()).isEqualTo(others);
        assertThat(shop.ledger(TAG)).hasSize(1);
    }

    @Test
    void equalsTheJsonOutputOfPlan() throws IOException {
        Result printed = new CommandLineRun().run("plan", shop, "--json");
        Files.writeString(file(), printed.out());

        Result result = apply();

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(shop.conversations()).isEmpty();
    }

    @Test
    void suppliesJobPropertiesAndLedger() {
        shop.execute("CREATE SCHEMA ops");
        long staying = shop.count("message_threads") - Long.parseLong(shop.value(OPEN_ONES));
        plan("--changelog", job(BY_STATE), "-Dclosed=false", "--tag", "open-ones", "--ledger-schema", "ops");

        Result result = apply();

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(shop.value(OPEN_ONES)).isEqualTo("0");
        assertThat(shop.count("message_threads")).isEqualTo(staying).isPositive();
        assertThat(shop.rows("SELECT tag FROM ops.databasechangelog")).containsExactly("open-ones");
    }

    @Test
    @Tag("slow")
    void acceptsOptionsWithTheSameValues() {
        shop.execute("CREATE SCHEMA ops");
        String[] options = {
            "--changelog", job(BY_STATE), "-Dclosed=false", "--tag", "open-ones", "--ledger-schema", "ops"
        };
        plan(options);

        Result result = apply(options);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(shop.value(OPEN_ONES)).isEqualTo("0");
    }

    @Test
    void isRefusedWithAnAdditionalRow() {
        plan();
        shop.openConversation();

        assertRefused(shop.table("messages") + " had 36 rows to delete, and now has 37");
    }

    @Test
    @Tag("slow")
    void isRefusedWithAMissingRow() {
        plan();
        deleteOneMessage();

        assertRefused(shop.table("messages") + " had 36 rows to delete, and now has 35");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "17%"})
    @Tag("slow")
    void isExecutedWithAnAdditionalRowWithinTheDrift(String drift) {
        plan();
        shop.openConversation();

        Result result = apply("--max-drift", drift);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.out()).contains("37  rows deleted", "7  rows deleted");
        assertThat(shop.conversations()).isEmpty();
    }

    @Test
    void isShownWithTheCurrentRows() {
        plan();
        shop.openConversation();

        Result result = new CommandLineRun()
                .run("apply", shop, "--plan", file().toString(), "-Dconfirmation=non", "--max-drift", "1");

        assertThat(result.exitCode()).as(result.output()).isEqualTo(3);
        assertThat(result.err())
                .containsPattern("(?i)messages +36 +now 37\\R")
                .containsPattern("(?i)message_threads +6 +now 7\\R");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "3%"})
    @Tag("slow")
    void isExecutedWithAMissingRowWithinTheDrift(String drift) {
        plan();
        deleteOneMessage();

        Result result = apply("--max-drift", drift);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(shop.conversations()).isEmpty();
    }

    /** One additional thread is 16.7 % of six, one missing message is 2.8 % of 36. */
    @ParameterizedTest
    @CsvSource({"0, true", "16%, true", "0, false", "2%, false"})
    @Tag("slow")
    void isRefusedBeyondTheDrift(String drift, boolean opened) {
        plan();
        if (opened) {
            shop.openConversation();
        } else {
            deleteOneMessage();
        }

        assertRefused(" rows to delete, and now has ", "--max-drift", drift);
    }

    @Test
    void checksTheDriftAgainUnderTheLocks() {
        plan();
        shop.openConversation();
        List<String> before = shop.conversations();

        Result result = new CommandLineRun()
                .watchedBy(step -> {
                    if (step == Step.STARTING) {
                        shop.execute(
                                "INSERT INTO messages SELECT '00000000-0000-4000-8000-000000000003', thread_id, NULL,"
                                        + " 'Encore', CURRENT_TIMESTAMP FROM messages"
                                        + " WHERE id = '00000000-0000-4000-8000-000000000002'");
                    }
                })
                .run("apply", shop, "--plan", file().toString(), "-Dconfirmation=OUI", "--max-drift", "1", "--json");

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(Json.error(result)).contains(shop.table("messages") + " had 36 rows to delete", "now has 38");
        assertThat(shop.conversations()).containsAll(before).hasSize(45);
        assertThat(shop.ledger(TAG)).isEmpty();
    }

    @Test
    void isRefusedWhenAColumnWasAdded() {
        plan();
        shop.execute("ALTER TABLE messages ADD COLUMN edited int");

        assertRefused("new: ");
    }

    @ParameterizedTest
    @CsvSource({
        "# Users, # Clients",
        "'tableName: messages\n', 'tableName: messages\n            where: content IS NOT NULL\n'",
        "'        - delete:\n            tableName: message_threads\n', ''",
    })
    @Tag("slow")
    void isRefusedWhenTheJobWasEdited(String text, String edited) {
        String job = job(JobFile.bundled());
        plan("--changelog", job);
        assertThat(JobFile.bundled()).contains(text);
        job(JobFile.bundled().replace(text, edited));

        assertRefused("the job " + job + " was edited");
    }

    @Test
    @Tag("slow")
    void isRefusedUnderAnotherTag() {
        plan();

        assertRefused("tag=" + TAG, "--tag", "another");
    }

    @Test
    @Tag("slow")
    void isRefusedWithAnotherProperty() {
        plan("--changelog", job(BY_STATE), "-Dclosed=false");

        assertRefused("closed=true", "-Dclosed=true");
    }

    @Test
    @Tag("slow")
    void isRefusedWithAnotherLedger() {
        shop.execute("CREATE SCHEMA ops");
        plan();

        assertRefused("Ledger: ", "--ledger-schema", "ops");
    }

    @Test
    void isRefusedWithAnotherJob() {
        plan();

        assertRefused("the job ", "--changelog", job(JobFile.bundled() + "# edited\n"));
    }

    @Test
    @Tag("slow")
    void isRefusedIfItWasBlocked() {
        shop.execute(
                "CREATE TABLE ratings (thread_id uuid REFERENCES message_threads (id) ON DELETE CASCADE)",
                "INSERT INTO ratings SELECT id FROM message_threads");
        Result planned = new CommandLineRun().run("plan", shop, "--out", file().toString());
        shop.execute("DROP TABLE ratings");

        assertThat(planned.exitCode()).isEqualTo(4);
        assertRefused("it was blocked when it was made");
    }

    @Test
    @Tag("slow")
    void hasNothingToDoAfterItsTagWasApplied() {
        plan();
        apply();
        shop.openConversation();
        shop.execute("ALTER TABLE messages ADD COLUMN edited int");

        Result result = apply("--json");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(Json.text(result, "outcome")).isEqualTo("ALREADY_APPLIED");
        assertThat(shop.conversations()).hasSize(2);
        assertThat(shop.ledger(TAG)).hasSize(1);
    }

    /** Otherwise a pipeline would consider it done. */
    @Test
    @Tag("slow")
    void isExecutedAfterAnotherTagWasApplied() {
        new CommandLineRun().run("apply", shop, "--tag", "another", "-Dconfirmation=OUI");
        shop.openConversation();
        plan();

        assertRefused("tag=" + TAG, "--tag", "another");
    }

    @Test
    void requiresTheConfirmation() {
        List<String> before = shop.conversations();
        plan();

        Result result = new CommandLineRun().run("apply", shop, "--plan", file().toString());

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(shop.conversations()).isEqualTo(before);
    }

    @Test
    void isReproducible() throws IOException {
        plan();
        byte[] first = Files.readAllBytes(file());

        plan();

        assertThat(Files.readAllBytes(file())).isEqualTo(first);
    }

    private void plan(String... options) {
        List<String> args = new ArrayList<>(List.of(options));
        args.addAll(List.of("--out", file().toString()));
        Result result = new CommandLineRun().run("plan", shop, args.toArray(String[]::new));
        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    private Result apply(String... options) {
        List<String> args = new ArrayList<>(List.of(options));
        args.addAll(List.of("--plan", file().toString(), "-Dconfirmation=OUI"));
        return new CommandLineRun().run("apply", shop, args.toArray(String[]::new));
    }

    /** Asserts the refusal in text and JSON. */
    private void assertRefused(String difference, String... options) {
        List<String> before = shop.conversations();

        Result text = apply(options);
        List<String> args = new ArrayList<>(List.of(options));
        args.add("--json");
        Result json = apply(args.toArray(String[]::new));

        assertThat(text.exitCode()).as(text.output()).isEqualTo(4);
        assertThat(text.out().replaceAll("\\s+", " ")).contains(difference);
        assertThat(json.exitCode()).as(json.output()).isEqualTo(4);
        assertThat(Json.text(json, "outcome")).isEqualTo("REFUSED");
        assertThat(Json.error(json)).contains(difference);
        assertThat(shop.conversations()).isEqualTo(before);
        assertThat(shop.ledger(TAG)).isEmpty();
    }

    private void deleteOneMessage() {
        shop.execute("DELETE FROM messages WHERE id IN (SELECT id FROM messages ORDER BY id LIMIT 1)");
    }

    private String job(String text) {
        return JobFile.write(directory, text);
    }

    private Path file() {
        return directory.resolve("plan.json");
    }
}
