package io.github.ouigate.run.purge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.check.PurgedShop;
import io.github.ouigate.run.progress.Step;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.EveryPostgres;
import io.github.ouigate.testing.OuigateProcess;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.ReceiptFiles;
import io.github.ouigate.testing.Sessions;
import io.github.ouigate.testing.Sessions.Blocker;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables that a run truncates instead of deleting all their rows. */
@ParameterizedClass
@EveryPostgres
class TruncateTest {
    /** A longer limit, since readers may wait longer on a busy machine. */
    private static final String PATIENT = "--max-reader-wait=30s";

    private static final String CHOSEN = "WARN TRUNCATE_NOT_DELETE";

    private static final String NOTHING =
            "CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; ";

    private static final String FILES = "SELECT relname, relfilenode FROM pg_class"
            + " WHERE relname ~ '^(users|orders|message)' AND relkind IN ('r', 'i') ORDER BY 1";

    private final PurgedShop purged;
    private final PostgresShop shop;
    private final List<Step> steps = new ArrayList<>();

    @TempDir
    private Path directory;

    TruncateTest(int version) {
        purged = new PurgedShop(version);
        shop = purged.shop();
    }

    @Test
    void onlyTheTablesAreEmpty() throws Exception {
        List<String> others = shop.usersAndOrders();
        List<String> files = shop.rows(FILES);
        long messages = shop.count("messages");
        assertThat(purged.hazards("--truncate")).containsExactly(CHOSEN);
        assertThat(purged.plan("--truncate").path("truncate").asBoolean()).isTrue();

        Result result = apply("--receipt-dir", directory.toString());

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(steps).containsSubsequence(Step.COUNTED, Step.TRUNCATED, Step.DELETED, Step.DELETED, Step.COMMITTED);
        assertThat(result.out())
                .containsIgnoringWhitespaces(messages + " rows deleted", "A transaction that took its snapshot");
        assertThat(shop.conversations()).isEmpty();
        assertThat(shop.usersAndOrders()).isEqualTo(others);
        assertThat(shop.rows(FILES)).hasSameSizeAs(files);
        assertThat(shop.rows(FILES).stream().filter(files::contains))
                .allMatch(file -> file.startsWith("users") || file.startsWith("orders"))
                .hasSizeGreaterThan(1);
        JsonNode receipt = receipt(directory);
        assertThat(receipt.path("limits").toString()).contains("sees the tables empty");
        assertThat(new CommandLineRun()
                        .run(
                                "verify",
                                shop,
                                "--receipt",
                                ReceiptFiles.json(directory).toString())
                        .exitCode())
                .isZero();
    }

    private static JsonNode receipt(Path directory) throws Exception {
        return new ObjectMapper().readTree(ReceiptFiles.json(directory).toFile());
    }

    @Test
    void areUnchangedByARehearsal() {
        List<String> before = shop.everyRow();
        List<String> files = shop.rows(FILES);

        Result result = apply("--rehearse");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(steps).contains(Step.TRUNCATED);
        assertThat(result.out()).containsIgnoringWhitespaces(shop.count("messages") + " deleted");
        assertThat(shop.everyRow()).containsAll(before);
        assertThat(shop.rows(FILES)).isEqualTo(files);
    }

    @Test
    void areRestoredFromTheArchive() {
        List<String> before = shop.conversations();
        Result applied = apply("--archive", directory.toString());
        assertThat(applied.exitCode()).as(applied.output()).isZero();
        assertThat(shop.conversations()).isEmpty();

        Result restored =
                new CommandLineRun().run("restore", shop, "--archive", directory.toString(), "-Dconfirmation=OUI");

        assertThat(restored.exitCode()).as(restored.output()).isZero();
        assertThat(shop.conversations()).isEqualTo(before);
    }

    @Test
    void areTruncatedWithTheirPartitions() {
        purged.execute(
                "ALTER TABLE messages RENAME TO messages_rest",
                "CREATE TABLE messages (LIKE messages_rest, FOREIGN KEY (thread_id) REFERENCES message_threads,"
                        + " PRIMARY KEY (id, created_at)) PARTITION BY RANGE (created_at)",
                "ALTER TABLE messages_rest DROP CONSTRAINT messages_pkey",
                "ALTER TABLE messages ATTACH PARTITION messages_rest DEFAULT",
                "CREATE TABLE messages_old PARTITION OF messages FOR VALUES FROM ('2000-01-01') TO ('2001-01-01')");

        Result result = apply();

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(shop.conversations()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TRUNCATE_OUTSIDE_KEY|CREATE TABLE likes (id int, message_id uuid REFERENCES messages)",
                "TRUNCATE_ROW_SECURITY|ALTER TABLE messages ENABLE ROW LEVEL SECURITY"
            })
    void areNotTruncatedWhereDeleteDoesOtherwise(Hazard.Code code, String change) {
        purged.execute(NOTHING + change);
        List<String> before = shop.everyRow();

        Result result = purged.apply("--truncate");

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(purged.hazards("--truncate")).contains("BLOCK " + code + " public.messages");
        assertThat(shop.everyRow()).isEqualTo(before);
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TRUNCATE_DELETE_TRIGGER|CREATE TRIGGER t AFTER DELETE ON messages EXECUTE FUNCTION nothing()",
                "TRUNCATE_DELETE_TRIGGER|CREATE TRIGGER t BEFORE DELETE OR TRUNCATE ON messages EXECUTE FUNCTION nothing()",
                "TRUNCATE_UNPUBLISHED|CREATE PUBLICATION p FOR TABLE messages WITH (publish = 'insert, delete')",
                "TRUNCATE_INVALID_INDEX|CREATE INDEX bad ON messages (content); UPDATE pg_index SET indisvalid = false"
                        + " WHERE indexrelid = 'bad'::regclass"
            })
    void areNotTruncatedWhereDeleteDoesOtherThings(Hazard.Code code, String change) {
        areNotTruncatedWhereDeleteDoesOtherwise(code, change);
    }

    @Test
    void areNotTruncatedWithATriggerOnAPartition() {
        purged.execute(
                "CREATE TABLE notes (id int) PARTITION BY LIST (id)",
                "CREATE TABLE notes_rest PARTITION OF notes DEFAULT",
                NOTHING + "CREATE TRIGGER t AFTER DELETE ON notes_rest FOR EACH ROW EXECUTE FUNCTION nothing()");
        purged.job(directory, "tableName: notes");

        assertThat(purged.hazards("--truncate")).contains("BLOCK TRUNCATE_DELETE_TRIGGER public.notes_rest");
    }

    @Test
    void areNotTruncatedWithForeignPartitions() {
        purged.execute(
                "CREATE TABLE notes (id int) PARTITION BY LIST (id)",
                "CREATE FOREIGN DATA WRAPPER nothing",
                "CREATE SERVER elsewhere FOREIGN DATA WRAPPER nothing",
                "CREATE FOREIGN TABLE notes_far PARTITION OF notes DEFAULT SERVER elsewhere");
        purged.job(directory, "tableName: notes");

        assertThat(purged.hazards("--truncate")).contains("BLOCK FOREIGN_PARTITION public.notes_far");
    }

    @Test
    void areNotTruncatedWithACondition() {
        purged.job(directory, "tableName: messages, where: content LIKE '%a%'");

        assertThat(purged.hazards("--truncate")).contains("BLOCK TRUNCATE_CONDITION public.messages");
    }

    @Test
    void areNotTruncatedWithoutThePrivilege() {
        String role = purged.connectAs("dba", "SELECT, DELETE, UPDATE ON messages, message_threads", "SELECT ON users");
        assertThat(purged.hazards("--truncate"))
                .contains("BLOCK RIGHT_MISSING public.messages", "BLOCK RIGHT_MISSING public.message_threads");

        purged.execute("GRANT TRUNCATE ON messages, message_threads TO " + role);

        Result result = purged.apply("--truncate");
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(shop.conversations()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pg_stat_activity"})
    void areNotTruncatedIfOtherSessionsAreHidden(String view) {
        purged.connectAs("dba", "SELECT, DELETE, UPDATE, TRUNCATE ON messages, message_threads", "SELECT ON users");
        purged.execute("REVOKE SELECT ON " + view + " FROM PUBLIC");

        assertThat(purged.hazards("--truncate")).contains("BLOCK TRUNCATE_SNAPSHOTS_HIDDEN");
        assertThat(purged.hazards()).noneMatch(hazard -> hazard.startsWith("BLOCK"));
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"pg_prepared_xacts", "pg_replication_slots"})
    void areNotTruncatedIfOtherViewsAreHidden(String view) {
        areNotTruncatedIfOtherSessionsAreHidden(view);
    }

    @Test
    @Tag("slow")
    void areNotTruncatedDuringAPreparedTransaction() {
        List<String> before = shop.conversations();
        purged.execute("BEGIN; CREATE TABLE made (); PREPARE TRANSACTION 'left " + shop.database() + "'");
        try {
            Result result = apply("--max-reader-wait=200ms");

            assertThat(result.exitCode()).as(result.output()).isEqualTo(8);
            assertThat(result.out()).containsIgnoringWhitespaces("left " + shop.database());
        } finally {
            purged.execute("ROLLBACK PREPARED 'left " + shop.database() + "'");
        }
        assertThat(shop.conversations()).isEqualTo(before);
    }

    @Test
    @Tag("slow")
    void areTruncatedAtSubscribers() {
        purged.execute("CREATE PUBLICATION p FOR TABLE messages");

        assertThat(purged.hazards("--truncate")).contains("WARN TRUNCATE_PUBLISHED public.messages");
    }

    @Test
    void areNotTruncatedDuringAnOlderSnapshot() throws SQLException {
        List<String> before = shop.conversations();
        List<String> files = shop.rows(FILES);
        try (Blocker reader = new Sessions(shop)
                .block("SET application_name = 'report'; SET TRANSACTION ISOLATION LEVEL REPEATABLE READ;"
                        + " SELECT count(*) FROM users")) {
            Result result = apply("--max-reader-wait=200ms");

            assertThat(result.exitCode()).as(result.output()).isEqualTo(8);
            assertThat(result.out()).contains("report", String.valueOf(reader.pid()));
            assertThat(steps).contains(Step.UNDONE).doesNotContain(Step.TRUNCATED, Step.DELETED);
            reader.execute("SELECT 1 / (count(*) - " + before.size() + " + 1) FROM (SELECT FROM messages"
                    + " UNION ALL SELECT FROM message_threads) AS r");
        }
        assertThat(shop.conversations()).isEqualTo(before);
        assertThat(shop.rows(FILES)).isEqualTo(files);
    }

    @Test
    void areTruncatedAfterAnOlderSnapshotEnds() throws Exception {
        try (Blocker reader = new Sessions(shop)
                .block("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM users")) {
            Thread end = new Thread(() -> {
                try {
                    new Sessions(shop).awaitReadersShutOut("messages");
                    reader.commit();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            end.start();

            Result result = apply("--max-reader-wait=30s");

            end.join();
            assertThat(result.exitCode()).as(result.output()).isZero();
        }
        assertThat(shop.conversations()).isEmpty();
    }

    @Test
    void areNotTruncatedDuringAReadingTransaction() throws SQLException {
        List<String> before = shop.conversations();
        try (Blocker reader = new Sessions(shop).block("SELECT count(*) FROM messages")) {
            Result result = apply("--lock-timeout=50ms", "--lock-attempts=2");

            assertThat(result.exitCode()).as(result.output()).isEqualTo(8);
            assertThat(result.out()).contains(String.valueOf(reader.pid()));
            assertThat(reader.isOpen()).isTrue();
        }
        assertThat(steps)
                .containsSubsequence(Step.COUNTED, Step.UNDONE, Step.LOCKING)
                .doesNotContain(Step.TRUNCATED);
        assertThat(shop.conversations()).isEqualTo(before);
    }

    /** Changes since the plan that are not part of the tables' definition. */
    @Test
    @Tag("slow")
    void areNotTruncatedIfPublishedSinceThePlan() {
        List<String> before = shop.conversations();

        Result result = new CommandLineRun()
                .watchedBy(step -> {
                    if (step == Step.STARTING) {
                        purged.execute("CREATE PUBLICATION p FOR TABLE messages WITH (publish = 'delete')");
                    }
                })
                .run("apply", shop, "--truncate", "-Dconfirmation=OUI");

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.out()).containsIgnoringWhitespaces("but no TRUNCATE");
        assertThat(shop.conversations()).isEqualTo(before);
    }

    @Test
    @Tag("slow")
    void areUnchangedAfterAKilledRun() {
        List<String> before = shop.conversations();

        try (OuigateProcess process = OuigateProcess.startAndPauseAt(
                "TRUNCATED", "apply", "--url", shop.url(), "--truncate", PATIENT, "-Dconfirmation=OUI")) {
            process.kill();
        }
        new Sessions(shop).awaitNone();

        assertThat(shop.conversations()).isEqualTo(before);
    }

    @Test
    @Tag("slow")
    void areUnchangedIfATriggerWritesToATableNotAllowed() {
        purged.execute(
                "CREATE TABLE log (at text)",
                "CREATE FUNCTION log() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN INSERT INTO public.log VALUES (TG_OP); RETURN NULL; END'",
                "CREATE TRIGGER t AFTER TRUNCATE ON messages EXECUTE FUNCTION log()");
        List<String> before = shop.conversations();
        assertThat(purged.hazards("--truncate")).contains("WARN TRUNCATE_TRIGGER public.messages");

        Result refused = apply();

        assertThat(refused.exitCode()).as(refused.output()).isEqualTo(5);
        assertThat(refused.out()).contains("public.log");
        assertThat(shop.conversations()).isEqualTo(before);

        Result allowed = apply("--allow-writes=public.log");

        assertThat(allowed.exitCode()).as(allowed.output()).isZero();
        assertThat(shop.rows("SELECT * FROM log")).containsExactly("TRUNCATE");
    }

    /** The effect of a trigger that fires on TRUNCATE, and the resulting message. */
    @ParameterizedTest
    @ValueSource(strings = {"TRUNCATE public.notes"})
    void areUnchangedIfATriggerDoesMore(String statement) {
        purged.execute(
                "CREATE TABLE notes AS SELECT 'kept' AS note",
                "CREATE FUNCTION more() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN " + statement
                        + "; RETURN NULL; END$$",
                "CREATE TRIGGER t BEFORE TRUNCATE ON message_threads EXECUTE FUNCTION more()",
                "CREATE TRIGGER u AFTER TRUNCATE ON messages EXECUTE FUNCTION more()");
        if (!statement.startsWith("INSERT")) {
            purged.execute("DROP TRIGGER u ON messages");
        }
        List<String> before = shop.conversations();

        Result result = apply();

        assertThat(result.exitCode()).as(result.output()).isEqualTo(5);
        assertThat(shop.conversations()).isEqualTo(before);
        assertThat(shop.rows("SELECT * FROM notes")).containsExactly("kept");
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO public.message_threads SELECT gen_random_uuid(), id, NULL, 'x', false, now(), now()"
                        + " FROM public.users LIMIT 1",
                "COMMENT ON TABLE public.messages IS 'mine'",
                "GRANT SELECT ON public.messages TO PUBLIC",
                "CREATE INDEX mine ON public.messages (content)",
                "ALTER TABLE public.notes SET (fillfactor = 50)"
            })
    void areUnchangedIfATriggerDoesOtherThings(String statement) {
        areUnchangedIfATriggerDoesMore(statement);
    }

    @Test
    void truncationIsPartOfTheSavedPlan() throws Exception {
        Path deleting = directory.resolve("deleting.json");
        Path truncating = directory.resolve("truncating.json");
        new CommandLineRun().run("plan", shop, "--out", deleting.toString());
        Result saved = new CommandLineRun().run("plan", shop, "--truncate", "--out", truncating.toString());
        assertThat(saved.exitCode()).as(saved.output()).isZero();

        for (Result other : List.of(
                run("--plan", deleting.toString(), "--truncate"),
                run("--plan", truncating.toString(), "--no-truncate"))) {
            assertThat(other.exitCode()).as(other.output()).isEqualTo(4);
            assertThat(other.output()).contains(Hazard.Code.STALE_PLAN.name());
        }
        Result same = run("--plan", truncating.toString());

        assertThat(same.exitCode()).as(same.output()).isZero();
        assertThat(steps).contains(Step.TRUNCATED);
    }

    private Result apply(String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("--truncate");
        return run(all.toArray(String[]::new));
    }

    private Result run(String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("-Dconfirmation=OUI");
        if (all.stream().noneMatch(option -> option.startsWith("--max-reader-wait"))) {
            all.add(PATIENT);
        }
        return new CommandLineRun().watchedBy(steps::add).run("apply", shop, all.toArray(String[]::new));
    }
}
