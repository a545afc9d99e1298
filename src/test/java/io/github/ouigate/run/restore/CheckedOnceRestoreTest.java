package io.github.ouigate.run.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ouigate.run.progress.Step;
import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.EveryPostgres;
import io.github.ouigate.testing.OuigateProcess;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.StepWatch;
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

/** Foreign keys that a restore checks once for all rows: they hold and are unchanged. */
@ParameterizedClass
@EveryPostgres
class CheckedOnceRestoreTest {
    private static final String ONCE = "--keys=check-once";
    private static final String NOTE = "[ARCHIVE_KEYS_ONCE]";

    /** Selects every foreign key with its OID, comment and triggers. */
    private static final String KEYS = """
            SELECT concat_ws(' ', k.oid, conrelid::regclass, conname, convalidated, pg_get_constraintdef(k.oid),
                             obj_description(k.oid, 'pg_constraint'),
                             ARRAY (SELECT format('%s %s', tgname, tgenabled) FROM pg_trigger WHERE tgconstraint = k.oid ORDER BY 1))
            FROM pg_constraint k WHERE contype = 'f' ORDER BY 1""";

    private static final String LOCKS =
            "SELECT relation::regclass::text FROM pg_locks WHERE mode = 'AccessExclusiveLock'"
                    + " AND relation >= 16384 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

    private final int version;
    private final PostgresShop shop;
    private final List<Step> steps = new ArrayList<>();

    @TempDir
    private Path directory;

    CheckedOnceRestoreTest(int version) {
        this.version = version;
        shop = new PostgresShop(PostgresServer.version(version));
        shop.execute(
                "COMMENT ON CONSTRAINT fk_messages_thread ON messages IS 'the thread''s'",
                "UPDATE messages SET author_user_id = (SELECT max(id::text)::uuid FROM users)");
    }

    private void archive() {
        Applying.succeeds(shop, "--archive", directory.toString());
    }

    private Result restore(String... options) {
        return restore(Step.STARTING, () -> {}, options);
    }

    private Result restore(Step awaited, Runnable meanwhile, String... options) {
        List<String> all = new ArrayList<>(List.of("--archive", directory.toString(), "-Dconfirmation=OUI"));
        all.addAll(List.of(options));
        return new CommandLineRun()
                .watchedBy(new StepWatch(steps, awaited, meanwhile))
                .run("restore", shop, all.toArray(String[]::new));
    }

    private void assertRestored(Result result, List<String> rows, List<String> keys) {
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(shop.conversations()).isEqualTo(rows);
        assertThat(shop.rows(KEYS)).isEqualTo(keys);
    }

    @Test
    void areUnchangedAndBlockNoSessions() {
        List<String> rows = shop.conversations();
        List<String> keys = shop.rows(KEYS);
        List<String> exclusive = new ArrayList<>();
        archive();

        Result result = restore(Step.CHECKED, () -> exclusive.addAll(shop.rows(LOCKS)), ONCE);

        assertRestored(result, rows, keys);
        assertThat(result.err()).contains(NOTE);
        assertThat(steps).containsSubsequence(Step.RESTORED, Step.RESTORED, Step.CHECKED, Step.COMMITTED);
        assertThat(exclusive).isEmpty();
    }

    @Test
    void areCheckedRowByRowOnPartitions() {
        shop.execute(
                "ALTER TABLE messages RENAME TO messages_rest",
                "ALTER TABLE messages_rest DROP CONSTRAINT fk_messages_thread",
                "CREATE TABLE messages (LIKE messages_rest, CONSTRAINT fk_messages_thread FOREIGN KEY (thread_id)"
                        + " REFERENCES message_threads) PARTITION BY RANGE (created_at)",
                "ALTER TABLE messages ATTACH PARTITION messages_rest DEFAULT");
        List<String> rows = shop.conversations();
        List<String> keys = shop.rows(KEYS);
        archive();

        Result result = restore(ONCE);

        assertRestored(result, rows, keys);
        assertThat(steps).contains(Step.CHECKED);
    }

    @Test
    @Tag("slow")
    void areCheckedIfSomeRowsRemainInTheArchive() {
        List<String> rows = shop.conversations();
        List<String> keys = shop.rows(KEYS);
        archive();
        restore();
        shop.execute("DELETE FROM messages", "DELETE FROM message_threads WHERE closed");

        Result result = restore(ONCE, "--skip-present");

        assertRestored(result, rows, keys);
        assertThat(steps).contains(Step.CHECKED);
    }

    @Test
    @Tag("slow")
    void rejectRowsWhoseParentsWereDeletedSinceThePlan() {
        archive();
        String author = shop.value("SELECT max(id::text) FROM users");

        Result result = restore(
                Step.STARTING,
                () -> shop.execute(
                        "DELETE FROM orders WHERE user_id = '" + author + "'",
                        "DELETE FROM users WHERE id = '" + author + "'"),
                ONCE);

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.out()).contains("fk_messages_author");
        assertThat(shop.conversations()).isEmpty();
    }

    @Test
    @Tag("slow")
    void lockTheReferencedRows() {
        archive();
        List<String> found = new ArrayList<>();

        Result result = restore(
                Step.CHECKED,
                () -> assertThatThrownBy(() -> shop.execute(
                                "SET lock_timeout = '200ms'",
                                "DELETE FROM users WHERE id = (SELECT max(id::text)::uuid FROM users)"))
                        .satisfies(e -> found.add(String.valueOf(e))),
                ONCE);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(found).singleElement().asString().contains("lock timeout");
    }

    /** Other triggers on inserts would not fire, and rows that a key accepts would be rejected. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
                        + " CREATE TRIGGER nothing BEFORE INSERT ON messages FOR EACH ROW EXECUTE FUNCTION nothing()"
            })
    void areCheckedForEachRowWhereTheTableIsNotPlain(String change) {
        List<String> rows = shop.conversations();
        archive();
        shop.execute(change);
        List<String> keys = shop.rows(KEYS);

        Result result = restore(ONCE);

        assertRestored(result, rows, keys);
        assertThat(result.err().replaceAll("\\s+", " "))
                .contains("public.messages for each row, not once. [ARCHIVE_KEYS_BY_ROW]");
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE messages ADD CONSTRAINT late UNIQUE (id) DEFERRABLE INITIALLY DEFERRED",
                "ALTER TABLE messages DISABLE TRIGGER ALL",
                "ALTER TABLE messages DROP CONSTRAINT fk_messages_thread, ADD CONSTRAINT fk_messages_thread"
                        + " FOREIGN KEY (thread_id) REFERENCES message_threads NOT VALID",
                "ALTER TABLE messages DROP CONSTRAINT fk_messages_thread, ADD CONSTRAINT fk_messages_thread"
                        + " FOREIGN KEY (thread_id) REFERENCES message_threads MATCH FULL",
                "CREATE RULE nothing AS ON INSERT TO messages DO ALSO NOTHING"
            })
    void areCheckedForEachRowWithOtherPropertiesOfTheTable(String change) {
        areCheckedForEachRowWhereTheTableIsNotPlain(change);
    }

    @Test
    void areCheckedRowByRowWithoutThePrivilege() {
        List<String> rows = shop.conversations();
        List<String> keys = shop.rows(KEYS);
        archive();
        String role = role("ALL");

        Result result = restore(ONCE, "--user", role);

        assertRestored(result, rows, keys);
        assertThat(steps).doesNotContain(Step.CHECKED);
    }

    /** Locking the referenced users requires a privilege on them. */
    @ParameterizedTest
    @CsvSource({"ALL, true", "'SELECT, INSERT, DELETE', false"})
    @Tag("slow")
    void areCheckedOnceWithThePrivilege(String rights, boolean once) {
        assumeTrue(version >= 15, "nobody can be given the right");
        List<String> rows = shop.conversations();
        archive();
        String role = role(rights);
        shop.execute("GRANT SET ON PARAMETER session_replication_role TO \"" + role + "\"");
        shop.execute("GRANT UPDATE ON databasechangeloglock TO \"" + role + "\"");

        Result result = restore(ONCE, "--user", role);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(shop.conversations()).isEqualTo(rows);
        assertThat(steps.contains(Step.CHECKED)).isEqualTo(once);
    }

    private String role(String rights) {
        String role = "restorer of " + shop.database();
        shop.execute(
                "CREATE ROLE \"" + role + "\" LOGIN",
                "GRANT USAGE, CREATE ON SCHEMA public TO \"" + role + "\"",
                "GRANT " + rights + " ON ALL TABLES IN SCHEMA public TO \"" + role + "\"");
        return role;
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "as-is"})
    @Tag("slow")
    void areCheckedRowByRowIfRequestedOrQuick(String mode) {
        archive();

        Result result = restore("--keys", mode);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(steps).doesNotContain(Step.CHECKED);
        assertThat(result.err()).doesNotContain("ARCHIVE_KEYS");
    }

    @Test
    void areCheckedOnceByDefaultForManyRows() {
        shop.fill(100, 15_000);
        List<String> rows = shop.conversations();
        archive();
        List<String> keys = shop.rows(KEYS); // the purge may have made them anew

        Result result = restore();

        assertRestored(result, rows, keys);
        assertThat(result.err()).contains(NOTE);
        assertThat(steps).contains(Step.CHECKED);
    }

    @Test
    @Tag("slow")
    void areNotCheckedOnceWithANewTrigger() {
        archive();

        Result result = restore(
                Step.STARTING,
                () -> shop.execute(
                        "CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
                        "CREATE TRIGGER nothing BEFORE INSERT ON messages FOR EACH ROW EXECUTE FUNCTION nothing()"),
                ONCE);

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.out().replaceAll("\\s+", " ")).contains("can no longer be checked once");
        assertThat(shop.conversations()).isEmpty();
    }

    @Test
    @Tag("slow")
    void doNotHideWritesOfTriggersOnOtherTables() {
        archive();
        shop.execute(
                "CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN UPDATE users SET id = id; RETURN NEW; END'",
                "CREATE TRIGGER noted AFTER INSERT ON message_threads FOR EACH ROW EXECUTE FUNCTION noted()");

        Result result = restore(ONCE);

        assertThat(result.exitCode()).as(result.output()).isEqualTo(5);
        assertThat(steps).contains(Step.CHECKED);
        assertThat(result.out()).contains("public.users");
        assertThat(shop.conversations()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CHECKED"})
    void killedRestoreLeavesNoRows(String point) {
        List<String> keys = shop.rows(KEYS);
        archive();

        try (OuigateProcess process = OuigateProcess.startAndPauseAt(
                point, "restore", "--url", shop.url(), "--archive", directory.toString(), ONCE, "-Dconfirmation=OUI")) {
            process.kill();
        }

        assertThat(shop.rows(KEYS)).isEqualTo(keys);
        assertThat(shop.conversations()).isEmpty();
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"RESTORED:2"})
    void restoreKilledEarlierLeavesNoRows(String point) {
        killedRestoreLeavesNoRows(point);
    }

    @Test
    void useNoTemporaryIndex() {
        archive();

        Result result = restore("--keys=index");

        assertThat(result.exitCode()).as(result.output()).isEqualTo(2);
        assertThat(result.err()).contains("auto, check-once, as-is");
    }
}
