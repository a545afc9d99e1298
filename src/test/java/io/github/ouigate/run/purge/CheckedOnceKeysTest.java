package io.github.ouigate.run.purge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.check.PurgedShop;
import io.github.ouigate.run.progress.Step;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.EveryPostgres;
import io.github.ouigate.testing.OuigateProcess;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.Sessions;
import io.github.ouigate.testing.Sessions.Blocker;
import io.github.ouigate.testing.StepWatch;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A foreign key that a run drops and adds again: all rows are checked once, and the key is unchanged. */
@ParameterizedClass
@EveryPostgres
class CheckedOnceKeysTest {
    /** A longer limit, since readers may wait longer on a busy machine. */
    private static final String PATIENT = "--max-reader-wait=30s";

    private static final String ONCE = "NOTE KEY_CHECKED_ONCE public.messages";

    /** Selects every constraint with its comment and triggers, without OIDs. */
    private static final String KEYS = """
            SELECT concat_ws(' ', conrelid::regclass, confrelid::regclass, conindid::regclass, conname, convalidated,
                             pg_get_constraintdef(k.oid),
                             obj_description(k.oid, 'pg_constraint'),
                             ARRAY (SELECT tgenabled FROM pg_trigger WHERE tgconstraint = k.oid ORDER BY tgtype))
            FROM pg_constraint k WHERE contype = 'f' ORDER BY 1""";

    private final PurgedShop purged;
    private final PostgresShop shop;
    private final List<Step> steps = new ArrayList<>();

    @TempDir
    private Path directory;

    CheckedOnceKeysTest(int version) {
        purged = new PurgedShop(version);
        shop = purged.shop().fill(400, 5_000);
    }

    @Test
    void areUnchangedAfterARun() {
        purged.execute("COMMENT ON CONSTRAINT fk_messages_thread ON messages IS 'the thread''s'");
        List<String> before = shop.rows(KEYS);
        assertThat(purged.hazards()).containsExactly(ONCE);
        assertThat(purged.plan().path("indexes")).isEmpty();

        Result result = apply(Step.CHECKED, () -> {});

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(steps).containsSubsequence(Step.DELETED, Step.DELETED, Step.CHECKED, Step.COMMITTED);
        assertThat(shop.conversations()).isEmpty();
        assertThat(shop.rows(KEYS)).isEqualTo(before);
    }

    @Test
    void areUnchangedWithTriggers() {
        purged.execute(
                "CREATE FUNCTION spy() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                        + " COMMENT ON CONSTRAINT fk_messages_thread ON messages IS 'changed'; RETURN NULL; END $$",
                "CREATE TRIGGER spy AFTER DELETE ON messages FOR EACH STATEMENT EXECUTE FUNCTION spy()");
        List<String> before = shop.rows(KEYS);

        Result result = apply(Step.CHECKED, () -> {});

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(steps).contains(Step.CHECKED);
        assertThat(shop.rows(KEYS)).isEqualTo(before);
    }

    @Test
    void areUnchangedOnPartitions() {
        partition();
        List<String> before = shop.rows(KEYS);

        Result result = apply(Step.CHECKED, () -> {});

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(steps).contains(Step.CHECKED);
        assertThat(shop.conversations()).isEmpty();
        assertThat(shop.rows(KEYS)).isEqualTo(before);
    }

    /** Partitions the table with an index on each partition; the server looks up each deleted row in each of them. */
    private void partition() {
        purged.execute(
                "ALTER TABLE messages RENAME TO messages_rest",
                "ALTER TABLE messages_rest DROP CONSTRAINT fk_messages_thread",
                "CREATE TABLE messages (LIKE messages_rest, CONSTRAINT fk_messages_thread FOREIGN KEY (thread_id)"
                        + " REFERENCES message_threads) PARTITION BY RANGE (created_at)",
                "ALTER TABLE messages ATTACH PARTITION messages_rest DEFAULT",
                "CREATE TABLE messages_old PARTITION OF messages FOR VALUES FROM ('2000-01-01') TO ('2001-01-01')"
                        + " PARTITION BY RANGE (created_at)",
                "CREATE TABLE messages_older PARTITION OF messages_old DEFAULT");
    }

    @Test
    void areCheckedForPreservedRows() {
        purged.job(
                directory,
                "tableName: messages, where: thread_id IN (SELECT id FROM message_threads WHERE subject LIKE '%1')",
                "tableName: message_threads, where: subject LIKE '%1'");
        List<String> before = shop.rows(KEYS);

        Result result = purged.apply("--keys=check-once", PATIENT);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(shop.rows("SELECT count(*) FROM message_threads WHERE subject LIKE '%1'"))
                .containsExactly("0");
        assertThat(shop.conversations()).isNotEmpty();
        assertThat(shop.rows(KEYS)).isEqualTo(before);
    }

    /** Cases in which the difference would be visible, or might be. */
    @ParameterizedTest
    @ValueSource(strings = {"ALTER TABLE messages ENABLE ROW LEVEL SECURITY"})
    void areLeftWhereTheyAreNotPlain(String change) {
        purged.execute(change);
        List<String> before = shop.rows(KEYS);

        assertThat(purged.hazards("--keys=check-once"))
                .contains("NOTE TEMPORARY_INDEX public.messages")
                .doesNotContain(ONCE);
        Result result = apply(Step.CHECKED, () -> {}, "--keys=check-once");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(steps).contains(Step.INDEXED).doesNotContain(Step.CHECKED);
        assertThat(shop.rows(KEYS)).isEqualTo(before);
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE messages ALTER CONSTRAINT fk_messages_thread DEFERRABLE",
                "ALTER TABLE messages DISABLE TRIGGER ALL",
                "ALTER TABLE messages DROP CONSTRAINT fk_messages_thread;"
                        + " ALTER TABLE message_threads RENAME TO threads_rest;"
                        + " CREATE TABLE message_threads (LIKE threads_rest, PRIMARY KEY (id)) PARTITION BY RANGE (id);"
                        + " ALTER TABLE message_threads ATTACH PARTITION threads_rest DEFAULT;"
                        + " ALTER TABLE messages ADD CONSTRAINT fk_messages_thread FOREIGN KEY (thread_id)"
                        + " REFERENCES message_threads",
                "ALTER TABLE messages DROP CONSTRAINT fk_messages_thread;"
                        + " ALTER TABLE message_threads DROP CONSTRAINT message_threads_pkey;"
                        + " CREATE UNIQUE INDEX earlier ON message_threads (id); ALTER TABLE message_threads ADD PRIMARY KEY (id);"
                        + " ALTER TABLE messages ADD CONSTRAINT fk_messages_thread FOREIGN KEY (thread_id)"
                        + " REFERENCES message_threads",
                "CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';"
                        + " CREATE CONSTRAINT TRIGGER late AFTER DELETE ON message_threads DEFERRABLE INITIALLY DEFERRED"
                        + " FOR EACH ROW EXECUTE FUNCTION nothing()",
                "CREATE FUNCTION nothing() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';"
                        + " CREATE EVENT TRIGGER nothing ON ddl_command_end EXECUTE FUNCTION nothing()"
            })
    void areLeftWithOtherPropertiesOfTheTables(String change) {
        areLeftWhereTheyAreNotPlain(change);
    }

    @Test
    void areNotDroppedByOtherRolesThanTheOwner() {
        purged.connectAs("dba", "SELECT, DELETE, UPDATE ON messages, message_threads");

        assertThat(purged.hazards())
                .contains("NOTE MISSING_INDEX public.messages")
                .doesNotContain(ONCE);
    }

    @Test
    @Tag("slow")
    void areNotDroppedIfAPartitionCannotBeLocked() {
        purged.execute("CREATE TABLE messages_old () INHERITS (messages)");
        String role = purged.connectAs(
                "dba", "SELECT, DELETE, UPDATE ON messages, message_threads", "REFERENCES ON message_threads");
        purged.execute("ALTER TABLE messages OWNER TO " + role);
        assertThat(purged.hazards()).doesNotContain(ONCE);

        purged.execute("GRANT DELETE ON messages_old TO " + role);

        assertThat(purged.hazards()).contains(ONCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"index", "as-is"})
    void areNotDroppedWithAnotherMode(String way) {
        assertThat(purged.hazards("--keys", way)).doesNotContain(ONCE);
    }

    @Test
    void areNotDroppedIfReadersWouldWaitTooLong() throws Exception {
        Result result = new CommandLineRun()
                .run("apply", shop, "--max-reader-wait=1ms", "--lock-attempts=1", "-Dconfirmation=OUI");

        assertThat(result.err().replaceAll("\\s+", " "))
                .contains("TEMPORARY_INDEX", "(--keys check-once) would take less time")
                .doesNotContain("KEY_CHECKED_ONCE");
    }

    @Test
    @Tag("slow")
    void existAfterAKilledRun() {
        List<String> keys = shop.rows(KEYS);
        List<String> before = shop.conversations();

        try (OuigateProcess process = OuigateProcess.startAndPauseAt(
                "DELETED:2", "apply", "--url", shop.url(), PATIENT, "-Dconfirmation=OUI")) {
            assertThat(shop.rows("SELECT count(*) FROM pg_locks WHERE relation = 'messages'::regclass"
                            + " AND mode = 'AccessExclusiveLock'"))
                    .containsExactly("1");
            process.kill();
        }

        assertThat(shop.rows(KEYS)).isEqualTo(keys);
        assertThat(shop.conversations()).isEqualTo(before);
    }

    @Test
    @Tag("slow")
    void areNotDroppedDuringAReadingTransaction() throws SQLException {
        List<String> keys = shop.rows(KEYS);
        try (Blocker reader =
                new Sessions(shop).block("SET application_name = 'report'; SELECT count(*) FROM messages")) {
            Result result = apply(Step.STARTING, () -> {}, "--lock-timeout=200ms", "--lock-attempts=2");

            assertThat(result.exitCode()).as(result.output()).isEqualTo(8);
            assertThat(result.out()).contains("report", String.valueOf(reader.pid()));
            assertThat(reader.isOpen()).isTrue();
        }
        assertThat(steps)
                .containsSubsequence(Step.DELETED, Step.UNDONE, Step.LOCKING)
                .doesNotContain(Step.COMMITTING);
        assertThat(shop.conversations()).isNotEmpty();
        assertThat(shop.rows(KEYS)).isEqualTo(keys);
    }

    @Test
    void areNotDroppedIfThatWouldBeVisible() {
        Result result = apply(
                Step.STARTING,
                () -> purged.execute(
                        "CREATE FUNCTION nothing() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'",
                        "CREATE EVENT TRIGGER nothing ON ddl_command_end EXECUTE FUNCTION nothing()"));

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.out().replaceAll("\\s+", " "))
                .contains("can no longer drop and add the foreign key fk_messages_thread of public.messages");
        assertThat(steps).doesNotContain(Step.DELETED);
    }

    @Test
    void arePartOfTheSavedPlan() throws Exception {
        Path plan = directory.resolve("plan.json");
        Result saved = new CommandLineRun().run("plan", shop, "--keys=index", "--out", plan.toString());
        assertThat(saved.exitCode()).as(saved.output()).isZero();

        Result other = apply(Step.CHECKED, () -> {}, "--plan", plan.toString(), "--keys=check-once");
        Result same = apply(Step.CHECKED, () -> {}, "--plan", plan.toString());

        assertThat(other.exitCode()).as(other.output()).isEqualTo(4);
        assertThat(other.output()).contains(Hazard.Code.STALE_PLAN.name());
        assertThat(same.exitCode()).as(same.output()).isZero();
        assertThat(steps).contains(Step.INDEXED).doesNotContain(Step.CHECKED);
    }

    private Result apply(Step awaited, Runnable meanwhile, String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of(PATIENT, "-Dconfirmation=OUI"));
        return new CommandLineRun()
                .watchedBy(new StepWatch(steps, awaited, meanwhile))
                .run("apply", shop, all.toArray(String[]::new));
    }
}
