package io.github.ouigate.run.purge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.ouigate.run.progress.Progress;
import io.github.ouigate.run.progress.Step;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.EveryPostgres;
import io.github.ouigate.testing.JobFile;
import io.github.ouigate.testing.Json;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A transaction that has written anything else than planned is rolled back, unless allowed. */
@ParameterizedClass
@EveryPostgres
class PurgeProofTest {
    private static final String TAG = "support-threads-purge";

    private final PostgresShop shop;
    private final List<String> before;
    private Progress progress = step -> {};

    @TempDir
    private Path directory;

    PurgeProofTest(int version) {
        shop = new PostgresShop(PostgresServer.version(version));
        shop.execute("CREATE TABLE audit (note text)", "INSERT INTO audit VALUES ('old')");
        before = everything();
    }

    @Test
    @Tag("slow")
    void rollsBackIfAnotherRunCouldBegin() {
        onDelete("AFTER DELETE ON messages FOR EACH STATEMENT", "PERFORM pg_advisory_unlock_all()");

        Result result = apply();

        assertThat(result.exitCode()).as(result.output()).isEqualTo(5);
        assertThat(result.out().replaceAll("\\s+", " ")).contains("lost the lock that separates two runs");
        assertThat(everything()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            INSERT INTO audit VALUES ('deleted'); public.audit (36 inserted)
            PERFORM lo_create(0);                 pg_catalog.pg_largeobject_metadata (36 inserted)
            """)
    void rollsBackWhatATriggerWritesElsewhere(String statement, String named) {
        onDelete("AFTER DELETE ON messages FOR EACH ROW", statement);

        assertRolledBack(apply(), named);
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            UPDATE audit SET note = 'new';        public.audit (36 updated)
            DELETE FROM audit;                    public.audit (1 deleted)
            UPDATE users SET password_hash = '';  public.users (288 updated)
            UPDATE message_threads SET subject = ''; public.message_threads (216 updated, 6 deleted)
            CREATE TABLE IF NOT EXISTS more ();   pg_catalog.pg_class (
            """)
    void rollsBackWhatElseATriggerWrites(String statement, String named) {
        rollsBackWhatATriggerWritesElsewhere(statement, named);
    }

    @Test
    void rollsBackUncountedWritesOfATrigger() {
        onDelete(
                "AFTER DELETE ON message_threads FOR EACH STATEMENT",
                "PERFORM set_config('track_counts', 'off', true); DELETE FROM orders;"
                        + " PERFORM set_config('track_counts', 'on', true)");

        assertRolledBack(apply(), "public.orders (not counted");
    }

    /** A key locks this table like a write, although it finds no rows. */
    @Test
    @Tag("slow")
    void rollsBackUncountedWritesToATableLockedByAKey() {
        execute(
                "CREATE TABLE notes (id int PRIMARY KEY, thread_id uuid REFERENCES message_threads ON DELETE CASCADE)",
                "INSERT INTO notes VALUES (1, NULL), (2, NULL)");
        onDelete(
                "AFTER DELETE ON messages FOR EACH STATEMENT",
                "PERFORM set_config('track_counts', 'off', true); DELETE FROM notes WHERE id = 1;"
                        + " INSERT INTO notes VALUES (3, NULL); PERFORM set_config('track_counts', 'on', true)");

        Result result = apply();

        assertThat(result.exitCode()).as(result.output()).isEqualTo(5);
        assertThat(result.out()).contains("public.notes should still have 2 rows");
        assertThat(shop.rows("SELECT id FROM notes ORDER BY 1")).containsExactly("1", "2");
    }

    /** Preserved rows in a table that the job deletes from. */
    @Test
    void rollsBackUncountedWritesToThePurgedTable() {
        onDelete(
                "AFTER DELETE ON messages FOR EACH STATEMENT",
                "IF pg_trigger_depth() = 1 THEN PERFORM set_config('track_counts', 'off', true); DELETE FROM messages;"
                        + " PERFORM set_config('track_counts', 'on', true); END IF");

        Result result = applyToOneThread();

        assertThat(result.exitCode()).as(result.output()).isEqualTo(5);
        assertThat(result.out()).contains("public.messages");
        assertThat(everything()).isEqualTo(before);
    }

    private Result applyToOneThread() {
        Path job = JobFile.in(
                directory,
                "tableName: messages, where: \"thread_id = (SELECT min(id::text)::uuid FROM message_threads)\"");
        return apply("--changelog", job.toString());
    }

    /** The number and the keys of the rows are unchanged. */
    @Test
    void rollsBackUncountedChangesOfPreservedRows() {
        onDelete(
                "AFTER DELETE ON messages FOR EACH STATEMENT",
                "PERFORM set_config('track_counts', 'off', true); UPDATE messages SET content = '';"
                        + " PERFORM set_config('track_counts', 'on', true)");

        Result result = applyToOneThread();

        assertThat(result.exitCode()).as(result.output()).isEqualTo(5);
        assertThat(result.out()).contains("public.messages should still have 30 rows");
        assertThat(everything()).isEqualTo(before);
    }

    /** A foreign key updates other rows of the same table. */
    @ParameterizedTest
    @CsvSource({"100, 5", "-1, 0"})
    @Tag("slow")
    void rollsBackUncountedChangesBesideAForeignKey(int changed, int exitCode) {
        execute(
                "CREATE TABLE notes (id int PRIMARY KEY, thread_id uuid REFERENCES message_threads ON DELETE SET NULL,"
                        + " body text)",
                "INSERT INTO notes VALUES (100, NULL, 'kept')",
                "INSERT INTO notes SELECT row_number() OVER (), id, 'changed' FROM message_threads");
        onDelete(
                "AFTER DELETE ON messages FOR EACH STATEMENT",
                "PERFORM set_config('track_counts', 'off', true); UPDATE notes SET body = '' WHERE id = " + changed
                        + "; PERFORM set_config('track_counts', 'on', true)");

        Result result = apply("--allow-writes", "public.notes");

        assertThat(result.exitCode()).as(result.output()).isEqualTo(exitCode);
        assertThat(shop.rows("SELECT body FROM notes WHERE id = 100")).containsExactly("kept");
    }

    /** After the delete, such a condition selects preserved rows. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            id IN (SELECT id FROM messages ORDER BY id LIMIT 20); 16
            id::text <= (SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY id::text) FROM messages); 18
            """)
    void deletesByAConditionOnItsOwnTable(String condition, int kept) throws IOException {
        execute("CREATE VIEW oldest AS SELECT ctid FROM messages ORDER BY id LIMIT 20");
        String job = JobFile.in(directory, "tableName: messages, where: \"" + condition + "\"")
                .toString();
        Path receipt = directory.resolve("receipt.json");

        Result result = apply("--changelog", job, "--json");
        Files.writeString(receipt, result.out());

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(shop.count("messages")).isEqualTo(kept);
        Result verified = new CommandLineRun().run("verify", shop, "--changelog", job, "--receipt", receipt.toString());
        assertThat(verified.exitCode()).as(verified.output()).isZero();
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            ctid IN (SELECT v.ctid FROM oldest v); 16
            thread_id::text <= (SELECT min(t.id::text) FROM message_threads t WHERE EXISTS (SELECT FROM messages WHERE thread_id = t.id)); 30
            """)
    void deletesByOtherConditionsOnItsOwnTable(String condition, int kept) throws IOException {
        deletesByAConditionOnItsOwnTable(condition, kept);
    }

    @Test
    @Tag("slow")
    void rollsBackWritesOfTriggersDeferredByOthers() {
        execute(
                "CREATE TABLE deferred (n int)",
                "CREATE FUNCTION last() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN DELETE FROM orders; RETURN NULL; END'",
                "CREATE CONSTRAINT TRIGGER last AFTER INSERT ON deferred DEFERRABLE INITIALLY DEFERRED"
                        + " FOR EACH ROW EXECUTE FUNCTION last()");
        execute(
                "CREATE CONSTRAINT TRIGGER late AFTER DELETE ON message_threads DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"
                        + " EXECUTE FUNCTION "
                        + function("SET CONSTRAINTS ALL DEFERRED; INSERT INTO deferred VALUES (1)"));

        assertRolledBack(apply("--allow-writes", "public.deferred"), "public.orders (10 deleted)");
    }

    /** The message describes the kind of write and then names the catalogs, so that they can be allowed. */
    @Test
    void explainsCatalogWrites() {
        execute("CREATE MATERIALIZED VIEW sums AS SELECT count(*) FROM messages");
        onDelete("AFTER DELETE ON messages FOR EACH STATEMENT", "REFRESH MATERIALIZED VIEW sums");

        Result refreshed = apply();

        assertRolledBack(refreshed, "; the system catalogs (pg_catalog.pg_class (");
        assertThat(refreshed.out()).contains("public.sums (1");
    }

    /** The tables are temporary, and the session ends with the run. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TEMPORARY TABLE work (id serial PRIMARY KEY, note text DEFAULT 'new' CHECK (note > ''));"
                        + " CREATE INDEX ON work (note); INSERT INTO work (note) SELECT 'row' FROM gone;"
                        + " COMMENT ON COLUMN work.note IS 'of work'"
            })
    void doesNotMindTemporaryTables(String work) {
        onDelete("AFTER DELETE ON messages REFERENCING OLD TABLE AS gone FOR EACH STATEMENT", work);

        Result result = apply();

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(shop.conversations()).isEmpty();
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TEMPORARY TABLE work (id int) ON COMMIT DROP",
                "CREATE TEMPORARY TABLE work AS SELECT * FROM gone; DROP TABLE work",
                "CREATE TEMPORARY TABLE work (id int PRIMARY KEY, up int REFERENCES work);"
                        + " CREATE TEMPORARY VIEW seen AS TABLE work",
                "CREATE TEMPORARY TABLE work (day date) PARTITION BY RANGE (day);"
                        + " CREATE TEMPORARY TABLE part PARTITION OF work DEFAULT"
            })
    void doesNotMindOtherTemporaryTables(String work) {
        doesNotMindTemporaryTables(work);
    }

    /** Net changes are reported, even if as many rows were deleted as inserted. */
    @ParameterizedTest
    @ValueSource(
            strings = {"DROP TABLE unused; CREATE TABLE kept (note text)", "ALTER TYPE used RENAME VALUE 'old' TO 'new'"
            })
    void tellsWhatStaysBesideTemporaryTables(String work) {
        execute("CREATE TABLE unused (note text); CREATE TYPE used AS ENUM ('old');"
                + " CREATE FUNCTION used() RETURNS int LANGUAGE sql AS 'SELECT 1';"
                + " DO $$BEGIN EXECUTE format('ALTER DATABASE %I SET work_mem = 64', current_database()); END$$");
        List<String> conversations = shop.conversations();
        onDelete("AFTER DELETE ON messages REFERENCING OLD TABLE AS gone FOR EACH STATEMENT", work);

        Result result = apply();

        assertThat(result.exitCode()).as(result.output()).isEqualTo(5);
        assertThat(result.out()).contains("pg_catalog.pg_");
        assertThat(shop.conversations()).isEqualTo(conversations);
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE kept (id int)",
                "DROP TABLE unused; CREATE TEMPORARY TABLE work (note text)",
                "CREATE TEMPORARY TABLE work (id int); COMMENT ON TABLE users IS 'changed'",
                "CREATE TEMPORARY TABLE work (id int); ALTER TABLE audit ALTER note SET STATISTICS 5",
                "CREATE TEMPORARY TABLE work (id int); CREATE FUNCTION kept() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "CREATE TEMPORARY TABLE work (id int); CREATE TYPE kept AS ENUM ('one')",
                "ALTER FUNCTION used() SECURITY DEFINER",
                "CREATE TEMPORARY TABLE work (id int); ALTER FUNCTION used() SECURITY DEFINER",
                "EXECUTE format('ALTER DATABASE %I CONNECTION LIMIT 100', current_database())",
                "EXECUTE format('ALTER DATABASE %I RESET work_mem', current_database());"
                        + " EXECUTE format('ALTER ROLE CURRENT_USER IN DATABASE %I SET work_mem = 64', current_database())",
                "BEGIN CREATE TABLE other (note text); RAISE EXCEPTION 'undo'; EXCEPTION WHEN OTHERS THEN NULL; END;"
                        + " DROP TABLE unused"
            })
    void tellsWhatElseStaysBesideTemporaryTables(String work) {
        tellsWhatStaysBesideTemporaryTables(work);
    }

    /** Rolled back writes of a subtransaction do not count. */
    @Test
    void ignoresRolledBackWritesOfATrigger() {
        onDelete(
                "AFTER DELETE ON messages FOR EACH ROW",
                "BEGIN INSERT INTO audit VALUES ('undone'); RAISE EXCEPTION 'undo'; EXCEPTION WHEN OTHERS THEN NULL; END");

        Result result = apply();

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(shop.count("audit")).isEqualTo(1);
    }

    /** Such a key locks its table without deleting rows. */
    @Test
    @Tag("slow")
    void ignoresACascadeWithoutRows() {
        execute(
                "CREATE TABLE notes (id int PRIMARY KEY, thread_id uuid REFERENCES message_threads ON DELETE CASCADE)",
                "CREATE TABLE lines (note_id int REFERENCES notes ON DELETE SET NULL)");

        Result result = apply("--allow-writes", "public.notes");

        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    @Test
    void rollsBackATruncateByATrigger() {
        onDelete("AFTER DELETE ON messages FOR EACH STATEMENT", "TRUNCATE audit");

        assertRolledBack(apply(), "public.audit (not counted");
    }

    @Test
    void rollsBackWritesOfADeferredTrigger() {
        execute("CREATE CONSTRAINT TRIGGER late AFTER DELETE ON messages DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"
                + " EXECUTE FUNCTION " + function("INSERT INTO audit VALUES ('late')"));

        assertRolledBack(apply(), "public.audit (36 inserted)");
    }

    @Test
    void rollsBackRowsReinsertedByATrigger() {
        onDelete("AFTER DELETE ON message_threads FOR EACH ROW", "INSERT INTO message_threads SELECT (OLD).*");

        assertRolledBack(apply(), "public.message_threads (6 inserted, 6 deleted)");
    }

    @Test
    @Tag("slow")
    void rollsBackACascadeCausedByATrigger() {
        execute(
                "CREATE TABLE box (id int PRIMARY KEY)",
                "CREATE TABLE item (box int REFERENCES box ON DELETE CASCADE)",
                "INSERT INTO box VALUES (1)",
                "INSERT INTO item VALUES (1), (1)");
        onDelete("AFTER DELETE ON messages FOR EACH STATEMENT", "DELETE FROM box");

        assertRolledBack(apply("--allow-writes", "public.box"), "public.item (2 deleted)");
        assertThat(shop.count("item")).isEqualTo(2);
    }

    @Test
    @Tag("slow")
    void refusesACascadeOfANewKey() {
        execute("CREATE TABLE notes (thread_id uuid)", "INSERT INTO notes SELECT id FROM message_threads");
        progress = step -> {
            if (step == Step.LOCKING) {
                execute("ALTER TABLE notes ADD FOREIGN KEY (thread_id) REFERENCES message_threads ON DELETE CASCADE");
            }
        };

        Result result = apply();

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.out()).contains("The tables differ from the plan", "public.notes");
        assertThat(everything()).isEqualTo(before);
        assertThat(shop.count("notes")).isEqualTo(6);
    }

    @Test
    void refusesACascadeUntilAllowed() {
        execute(
                "CREATE TABLE notes (thread_id uuid REFERENCES message_threads ON DELETE CASCADE)",
                "INSERT INTO notes SELECT id FROM message_threads");

        Result refused = apply();

        assertThat(refused.exitCode()).as(refused.output()).isEqualTo(4);
        assertThat(refused.err()).contains("[OUTSIDE_CASCADE]", "--allow-writes public.notes");

        Result allowed = apply("--allow-writes", "public.notes", "--json");

        assertThat(allowed.exitCode()).as(allowed.output()).isZero();
        assertThat(touched(allowed)).contains("public.notes 0 0 6");
        assertThat(shop.count("notes")).isZero();
    }

    @Test
    void commitsAllowedWritesAndReportsThem() {
        onDelete("AFTER DELETE ON messages FOR EACH ROW", "INSERT INTO audit VALUES ('deleted')");

        Result result = apply("--allow-writes", "public.audit");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.err()).containsSubsequence("Also allowed to change", "public.audit");
        assertThat(result.out()).containsSubsequence("Other changes, as allowed", "public.audit", "36 inserted");
        assertThat(shop.conversations()).isEmpty();
        assertThat(shop.count("audit")).isEqualTo(37);
    }

    @Test
    void allowsOnlyTheNamedTables() {
        execute("CREATE TABLE other (note text)");
        onDelete(
                "AFTER DELETE ON messages FOR EACH ROW",
                "INSERT INTO audit VALUES ('deleted'); INSERT INTO other VALUES ('deleted')");

        Result result = apply("--allow-writes", "public.audit");

        assertRolledBack(result, "public.other (36 inserted)");
        assertThat(result.out()).doesNotContain("public.audit (");
    }

    @Test
    void refusesToAllowAMissingTable() {
        Result result = apply("--allow-writes", "audit");

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.err())
                .contains("--allow-writes names audit", "[ALLOWED_MISSING]", "Write --allow-writes public.audit");
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void refusesIfTheServerDoesNotCountWrites() {
        execute("ALTER DATABASE " + shop.database() + " SET track_counts = off");

        Result result = apply();

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.err()).contains("[WRITES_UNCOUNTED]");
    }

    @Test
    void reportsEveryWrittenTable() {
        Result result = apply("--json");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(touched(result))
                .containsExactly(
                        "public.databasechangelog 1 0 0",
                        "public.databasechangeloglock 0 1 0",
                        "public.message_threads 0 0 6",
                        "public.messages 0 0 36");
    }

    private static List<String> touched(Result result) {
        List<String> touched = new ArrayList<>();
        for (JsonNode table : Json.list(result, "writtenTables")) {
            touched.add(String.join(
                    " ",
                    table.path("table").asText(),
                    table.path("inserted").asText(),
                    table.path("updated").asText(),
                    table.path("deleted").asText()));
        }
        return touched;
    }

    private void assertRolledBack(Result result, String named) {
        assertThat(result.exitCode()).as(result.output()).isEqualTo(5);
        assertThat(result.out().replaceAll("\\s+", " "))
                .contains("Rolled back: no data has changed.", "made changes that the plan does not have", named);
        assertThat(everything()).isEqualTo(before);
        assertThat(shop.ledger(TAG)).isEmpty();
        assertThat(shop.lockHolders()).isEmpty();
    }

    private void onDelete(String when, String statements) {
        execute("CREATE TRIGGER spy " + when + " EXECUTE FUNCTION " + function(statements));
    }

    private String function(String statements) {
        execute("CREATE FUNCTION spy() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN " + statements
                + "; RETURN NULL; END $$");
        return "spy()";
    }

    private void execute(String... statements) {
        shop.execute(statements);
    }

    private Result apply(String... options) {
        List<String> args = new ArrayList<>(Arrays.asList(options));
        args.add("-Dconfirmation=OUI");
        return new CommandLineRun().watchedBy(progress).run("apply", shop, args.toArray(String[]::new));
    }

    private List<String> everything() {
        List<String> rows = new ArrayList<>(shop.conversations());
        rows.addAll(shop.usersAndOrders());
        rows.addAll(shop.rows("SELECT note FROM audit"));
        return rows;
    }
}
