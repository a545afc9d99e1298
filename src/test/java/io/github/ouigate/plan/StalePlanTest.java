package io.github.ouigate.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.run.progress.Step;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.EveryPostgres;
import io.github.ouigate.testing.Json;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
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
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing is deleted unless the tables, keys, triggers and rules are those of the plan. */
@ParameterizedClass
@EveryPostgres
class StalePlanTest {
    private static final String NOTE =
            " FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM %d; RETURN NULL; END'";
    private static final String TRIGGER = "CREATE TRIGGER noting AFTER DELETE ON messages EXECUTE FUNCTION note()";

    /** Changes of the tables, each with its reported difference. */
    enum Change {
        ADDED_COLUMN("new: column public.messages.edited integer", "ALTER TABLE messages ADD COLUMN edited int"),
        DROPPED_COLUMN(
                "missing: column public.message_threads.closed", "ALTER TABLE message_threads DROP COLUMN closed"),
        CHANGED_TYPE(
                "new: column public.message_threads.subject text",
                "ALTER TABLE message_threads ALTER COLUMN subject TYPE text"),
        CHANGED_DEFAULT(
                "new: column public.messages.content text NOT NULL DEFAULT",
                "ALTER TABLE messages ALTER COLUMN content SET DEFAULT 'none'"),
        DROPPED_INDEX(
                "missing: index public.by_content",
                "DROP INDEX by_content",
                "CREATE INDEX by_content ON messages (content)"),
        ADDED_KEY(
                "new: constraint ratings_thread_id_fkey on public.ratings",
                "CREATE TABLE ratings (thread_id uuid REFERENCES message_threads (id))"),
        REPLACED_CONSTRAINT(
                "ON DELETE CASCADE",
                "ALTER TABLE messages DROP CONSTRAINT fk_messages_thread, ADD CONSTRAINT fk_messages_thread"
                        + " FOREIGN KEY (thread_id) REFERENCES message_threads (id) ON DELETE CASCADE"),
        ADDED_TRIGGER("new: trigger noting on public.messages", TRIGGER, "CREATE" + NOTE.formatted(1)),
        DISABLED_TRIGGER(
                "new: trigger noting on public.messages enabled D",
                "ALTER TABLE messages DISABLE TRIGGER noting",
                "CREATE" + NOTE.formatted(1),
                TRIGGER),
        REPLACED_FUNCTION(
                "missing: trigger noting on public.messages",
                "CREATE OR REPLACE" + NOTE.formatted(2),
                "CREATE" + NOTE.formatted(1),
                TRIGGER),
        ADDED_RULE(
                "new: rule keeping on public.messages", "CREATE RULE keeping AS ON UPDATE TO messages DO ALSO NOTHING"),
        ROW_SECURITY("row security t", "ALTER TABLE messages ENABLE ROW LEVEL SECURITY"),
        INHERITING_TABLE(
                "new: child public.archived of public.messages", "CREATE TABLE archived () INHERITS (messages)"),
        NEW_PARTITION(
                "new: child public.part_2 of public.messages",
                "CREATE TABLE part_2 PARTITION OF messages FOR VALUES IN ('00000000-0000-0000-0000-000000000000')",
                "ALTER TABLE messages RENAME TO part_1",
                "CREATE TABLE messages (LIKE part_1) PARTITION BY LIST (id)",
                "ALTER TABLE messages ATTACH PARTITION part_1 DEFAULT");

        private final String difference;
        private final String change;
        private final String before;

        Change(String difference, String change, String... before) {
            this.difference = difference;
            this.change = change;
            this.before = String.join(";", before);
        }
    }

    private final PostgresShop shop;

    @TempDir
    private Path directory;

    StalePlanTest(int version) {
        shop = new PostgresShop(PostgresServer.version(version));
    }

    @Test
    void deletesNothingWithoutTheArchiveOfThePlan() throws IOException {
        String archive = Files.createDirectory(directory.resolve("archives")).toString();
        String plan = directory.resolve("archived.json").toString();
        Result planned = new CommandLineRun().run("plan", shop, "--out", plan, "--archive", archive);

        Result refused = new CommandLineRun().run("apply", shop, "--plan", plan, "-Dconfirmation=OUI", "--json");
        assertNothingDone();
        Result applied = new CommandLineRun()
                .run("apply", shop, "--plan", plan, "--archive", archive, "-Dconfirmation=OUI", "--json");

        assertThat(planned.output()).contains("ouigate apply --plan " + plan + " \\\n    --archive " + archive);
        assertThat(refused.exitCode()).as(refused.output()).isEqualTo(4);
        assertThat(Json.error(refused)).contains("The plan is stale", "add --archive DIR");
        assertThat(applied.exitCode()).as(applied.output()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    @Tag("slow")
    void refusesAPlanFromBeforeTheChange(Change change) {
        shop.execute(change.before);
        String plan = plan();
        shop.execute(change.change);

        Result result = new CommandLineRun().run("apply", shop, "--plan", plan, "-Dconfirmation=OUI", "--json");

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(Json.error(result)).contains("The plan is stale", change.difference);
        assertNothingDone();
        assertThat(shop.rows("SELECT 1 FROM pg_class WHERE relname LIKE 'databasechangelog%'"))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @Tag("slow")
    void refusesAChangeBeforeTheTablesAreLocked(Change change) {
        shop.execute(change.before);

        Result result = applyWhile(Step.LOCKING, change.change);

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(Json.error(result)).contains("differ from the plan", change.difference);
        assertNothingDone();
    }

    @Test
    void refusesAChangeAfterTheCheckOfAnApprovedPlan() {
        String plan = plan();

        Result result = applyWhile(Step.STARTING, Change.ADDED_COLUMN.change, "--plan", plan);

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(Json.error(result)).contains(Change.ADDED_COLUMN.difference);
        assertNothingDone();
    }

    @Test
    @Tag("slow")
    void refusesARuleCreatedAfterThePlan() {
        Result result = applyWhile(Step.STARTING, "CREATE RULE keeping AS ON DELETE TO messages DO INSTEAD NOTHING");

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(Json.error(result)).contains("new: rule keeping on public.messages");
        assertNothingDone();
    }

    /** A new table with the same name is another table. */
    @Test
    @Tag("slow")
    void refusesAReplacedTable() {
        Result result = applyWhile(
                Step.LOCKING,
                "ALTER TABLE messages RENAME TO kept; CREATE TABLE messages (LIKE kept); INSERT INTO messages TABLE kept");

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(Json.error(result)).contains("missing: constraint");
        assertThat(shop.count("kept")).isEqualTo(36);
        assertNothingDone();
    }

    private Result applyWhile(Step when, String change, String... options) {
        List<String> args = new ArrayList<>(List.of(options));
        args.add("--json");
        return new CommandLineRun()
                .withSystemProperty("confirmation", "OUI")
                .watchedBy(step -> {
                    if (step == when) {
                        shop.execute(change);
                    }
                })
                .run("apply", shop, args.toArray(String[]::new));
    }

    private String plan() {
        String file = directory.resolve("plan.json").toString();
        Result planned = new CommandLineRun().run("plan", shop, "--out", file);
        assertThat(planned.exitCode()).as(planned.output()).isZero();
        return file;
    }

    private void assertNothingDone() {
        assertThat(List.of(shop.count("messages"), shop.count("message_threads")))
                .containsExactly(36L, 6L);
        assertThat(shop.ledger("support-threads-purge")).isEmpty();
        assertThat(shop.lockHolders()).isEmpty();
    }
}
