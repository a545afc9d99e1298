package io.github.ouigate.run.purge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.run.progress.Step;
import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.Hazards;
import io.github.ouigate.testing.JobFile;
import io.github.ouigate.testing.NewestPostgres;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.ReceiptFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;

/** Deletes and updates by foreign keys are part of the purge: counted, limited, archived, proven and restored. */
@ParameterizedClass
@NewestPostgres
class CascadeTest {
    private static final String[] ALLOWED = {
        "--allow-writes", "public.attachments", "--allow-writes", "public.notifications"
    };

    private final PostgresShop shop;

    @TempDir
    private Path directory;

    CascadeTest(int version) {
        shop = new PostgresShop(PostgresServer.version(version));
        shop.execute(
                "CREATE TABLE attachments (id int PRIMARY KEY, message_id uuid REFERENCES messages ON DELETE CASCADE,"
                        + " name text)",
                "CREATE TABLE notifications (id int PRIMARY KEY,"
                        + " thread_id uuid REFERENCES message_threads ON DELETE SET NULL, text text)",
                "CREATE INDEX ON attachments (message_id)",
                "CREATE INDEX ON notifications (thread_id)",
                "INSERT INTO attachments SELECT n, (SELECT id FROM messages ORDER BY id LIMIT 1 OFFSET n % 36), 'a' || n"
                        + " FROM generate_series(1, 800) n",
                "INSERT INTO notifications SELECT n,"
                        + " (SELECT id FROM message_threads ORDER BY id LIMIT 1 OFFSET n % 6), 'n' || n"
                        + " FROM generate_series(1, 3000) n",
                "INSERT INTO notifications VALUES (0, NULL, 'of nobody')");
    }

    private Result apply(String... options) {
        return Applying.confirmed(shop, with(options, ALLOWED));
    }

    private Result restore(String... options) {
        return new CommandLineRun()
                .run("restore", shop, with(options, "--archive", directory.toString(), "-Dconfirmation=OUI"));
    }

    private static String[] with(String[] some, String... more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
    }

    private List<String> everyRow() {
        return Stream.of("message_threads", "messages", "attachments", "notifications")
                .flatMap(table -> shop.rows("SELECT * FROM " + table + " ORDER BY id").stream())
                .toList();
    }

    @Test
    @Tag("slow")
    void areNotArchivedWithTheColumnsThatATriggerChanges() {
        shop.execute(
                "ALTER TABLE notifications ADD changes int DEFAULT 0",
                "CREATE FUNCTION count_changes() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN NEW.changes := NEW.changes + 1; RETURN NEW; END'",
                "CREATE TRIGGER counting BEFORE UPDATE ON notifications FOR EACH ROW EXECUTE FUNCTION count_changes()");

        Result applied = apply("--archive", directory.toString());
        Result restored = restore("--rehearse");

        assertThat(applied.exitCode()).as(applied.output()).isZero();
        assertThat(applied.err().replaceAll("\\s+", " "))
                .contains("It can change other rows and columns, which an archive does not hold");
        assertThat(restored.err().replaceAll("\\s+", " "))
                .contains(
                        "rule counting fires when changed rows of public.notifications are set back",
                        "[ARCHIVE_CHANGE_TRIGGER]");
    }

    @Test
    void areCountedInThePromptTheLimitAndTheReceipt() {
        Result asked = new CommandLineRun().typing("non").run("apply", shop, ALLOWED);

        assertThat(asked.err())
                .containsSubsequence(
                        "Foreign keys also delete or change",
                        "public.attachments",
                        "800",
                        "deleted by attachments_message_id_fkey (ON DELETE CASCADE)",
                        "public.notifications",
                        "3,000",
                        "thread_id changed by notifications_thread_id_fkey (ON DELETE SET NULL)",
                        "Unchanged",
                        "This deletes 842 rows",
                        "Foreign keys delete 800 of these rows, and change 3,000 more.");

        assertThat(apply("--max-rows", "3841").output())
                .contains("would delete or change 3,842 rows, more than --max-rows 3,841");

        Result applied = apply("--max-rows", "3842", "--receipt-dir", directory.toString());

        assertThat(applied.exitCode()).as(applied.output()).isZero();
        assertThat(applied.out())
                .containsSubsequence(
                        "By foreign keys",
                        "800  rows deleted by attachments_message_id_fkey",
                        "3,000  rows changed by notifications_thread_id_fkey")
                .doesNotContain("Other changes");

        for (String command : List.of("status", "history")) {
            Result recorded = new CommandLineRun().run(command, shop);
            Result document = new CommandLineRun().run(command, shop, "--json");

            assertThat(recorded.out().replaceAll("\\s+", " "))
                    .contains("36 public.messages, 6 public.message_threads, 800 public.attachments")
                    .containsPattern(
                            "Foreign keys changed 3,000 public.notifications.|Changed 3,000 public.notifications, by foreign keys");
            assertThat(document.out().replaceAll("\\s+", " "))
                    .contains("\"800 public.attachments\" ], \"changes\" : [ \"3000 public.notifications\" ]");
        }

        Result verified = verify();

        assertThat(verified.exitCode()).as(verified.output()).isZero();
        assertThat(verified.out())
                .contains(
                        "public.attachments has 0 rows, and had 0 after the run",
                        "public.notifications has 3,001 rows, and had 3,001 after the run");

        shop.execute("DELETE FROM notifications WHERE id = 1", "ALTER TABLE attachments ADD more int");

        Result different = verify();

        assertThat(different.exitCode()).as(different.output()).isEqualTo(7);
        assertThat(different.out())
                .contains(
                        "public.notifications has 3,000 rows, fewer than the 3,001", "column public.attachments.more");
    }

    private Result verify() {
        return new CommandLineRun()
                .run("verify", shop, "--receipt", ReceiptFiles.json(directory).toString());
    }

    @Test
    void mustNotDriftFromASavedPlan() {
        Path plan = directory.resolve("plan.json");
        Result planned = new CommandLineRun().run("plan", shop, with(ALLOWED, "--out", plan.toString()));
        assertThat(planned.exitCode()).as(planned.output()).isZero();
        shop.execute("DELETE FROM attachments WHERE id = 1");

        Result refused = Applying.confirmed(shop, "--plan", plan.toString());

        assertThat(refused.exitCode()).as(refused.output()).isEqualTo(4);
        assertThat(refused.out())
                .containsIgnoringWhitespaces(
                        "foreign keys delete or change 799 rows of public.attachments, but the plan has 800");
        assertThat(shop.count("attachments")).isEqualTo(799);

        Result allowed = Applying.confirmed(shop, "--plan", plan.toString(), "--max-drift", "1");

        assertThat(allowed.exitCode()).as(allowed.output()).isZero();
        assertThat(shop.count("attachments")).isZero();
    }

    @Test
    void areCountedAgainUnderTheLocks() {
        Result result = new CommandLineRun()
                .watchedBy(step -> {
                    if (step == Step.LOCKING) {
                        shop.execute("UPDATE notifications SET thread_id = NULL WHERE id <= 10");
                    }
                })
                .run("apply", shop, with(ALLOWED, "-Dconfirmation=OUI"));

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.out())
                .containsIgnoringWhitespaces(
                        "In the plan, foreign keys delete or change 3,000 rows of public.notifications. Now it"
                                + " would be 2,990");
        assertThat(shop.count("notifications WHERE thread_id IS NOT NULL")).isEqualTo(2990);
    }

    /** Allowed tables are counted too, even if the plan had no rows. */
    @Test
    @Tag("slow")
    void areCountedUnderTheLocksIfThePlanHadNone() {
        shop.execute("DELETE FROM attachments", "UPDATE notifications SET thread_id = NULL");

        Result result = new CommandLineRun()
                .watchedBy(step -> {
                    if (step == Step.LOCKING) {
                        shop.execute("INSERT INTO attachments SELECT 1, id, 'new' FROM messages LIMIT 1");
                    }
                })
                .run(
                        "apply",
                        shop,
                        with(ALLOWED, "-Dconfirmation=OUI", "--max-drift", "0", "--archive", directory.toString()));

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.err()).doesNotContain("Foreign keys also");
        assertThat(result.out())
                .containsIgnoringWhitespaces("foreign keys delete or change no rows of public.attachments");
        assertThat(shop.count("attachments")).isEqualTo(1);

        shop.execute("DELETE FROM attachments");
        Result applied = apply("--archive", directory.toString());

        assertThat(applied.exitCode()).as(applied.output()).isZero();
        assertThat(directory.resolve("support-threads-purge"))
                .isDirectoryNotContaining("glob:**attachments*")
                .isDirectoryNotContaining("glob:**notifications*");
    }

    private Result applyWhileRowsCome(String... options) {
        List<String> rows = List.of(
                "INSERT INTO attachments SELECT n, (SELECT id FROM messages ORDER BY id LIMIT 1), 'late'"
                        + " FROM generate_series(1, 800) n",
                "UPDATE notifications SET thread_id = (SELECT id FROM message_threads ORDER BY id LIMIT 1)"
                        + " WHERE id <= 5");
        return new CommandLineRun()
                .watchedBy(step -> {
                    if (step == Step.LOCKING) {
                        rows.forEach(shop::execute);
                    }
                })
                .run("apply", shop, with(options, "-Dconfirmation=OUI"));
    }

    @Test
    @Tag("slow")
    void areArchivedAndRestoredIfThePlanHadNone() {
        shop.execute("DELETE FROM attachments", "UPDATE notifications SET thread_id = NULL");
        Result refused = applyWhileRowsCome(ALLOWED);
        assertThat(refused.exitCode()).as(refused.output()).isEqualTo(4);
        List<String> before = everyRow();
        shop.execute("DELETE FROM attachments", "UPDATE notifications SET thread_id = NULL");

        Result applied = applyWhileRowsCome(with(ALLOWED, "--archive", directory.toString(), "--max-drift", "800"));

        assertThat(applied.exitCode()).as(applied.output()).isZero();
        assertThat(applied.out()).containsSubsequence("By foreign keys", "800  rows deleted", "6  rows changed");
        assertThat(shop.count("attachments")).isZero();

        Result restored = restore();

        assertThat(restored.exitCode()).as(restored.output()).isZero();
        assertThat(everyRow()).isEqualTo(before);
    }

    @Test
    void areRolledBackIfNotAllowed() {
        shop.execute("DELETE FROM attachments", "UPDATE notifications SET thread_id = NULL");

        Result result = applyWhileRowsCome("--max-drift", "800");

        assertThat(result.exitCode()).as(result.output()).isEqualTo(5);
        assertThat(result.out()).containsIgnoringWhitespaces("public.attachments", "public.notifications");
        assertThat(shop.count("attachments")).isEqualTo(800);
        assertThat(shop.count("notifications WHERE thread_id IS NOT NULL")).isEqualTo(6);
    }

    /** The table is allowed by the name of its partition. */
    @Test
    @Tag("slow")
    void areCountedIfAPartitionIsAllowed() {
        shop.execute(
                "DROP TABLE attachments",
                "CREATE TABLE attachments (id int, message_id uuid REFERENCES messages ON DELETE CASCADE, name text)"
                        + " PARTITION BY LIST (id)",
                "CREATE TABLE att1 PARTITION OF attachments DEFAULT",
                "UPDATE notifications SET thread_id = NULL");

        Result result = applyWhileRowsCome("--allow-writes", "public.att1", "--max-drift", "0");

        assertThat(result.exitCode()).as(result.output()).isNotZero();
        assertThat(shop.count("attachments")).isEqualTo(800);
    }

    /** Obstacles to an archive are checked again if rows were added. */
    @Test
    @Tag("slow")
    void areNotArchivedWithoutAKeyIfNoneWerePlanned() {
        shop.execute(
                "ALTER TABLE notifications DROP CONSTRAINT notifications_pkey",
                "UPDATE notifications SET thread_id = NULL",
                "DELETE FROM attachments");

        Result result = applyWhileRowsCome(with(ALLOWED, "--archive", directory.toString(), "--max-drift", "1600"));

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.out()).containsIgnoringWhitespaces("has no other unique key");
        assertThat(shop.count("notifications WHERE thread_id IS NOT NULL")).isEqualTo(6);
    }

    /** The table is allowed, but its changes must match the counts. */
    @Test
    void areProven() {
        shop.execute(
                "CREATE FUNCTION more() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN UPDATE notifications SET text = NULL WHERE id = 0; RETURN NULL; END'",
                "CREATE TRIGGER more AFTER DELETE ON messages EXECUTE FUNCTION more()");
        List<String> before = everyRow();

        Result result = apply();

        assertThat(result.exitCode()).as(result.output()).isEqualTo(5);
        assertThat(result.out())
                .containsIgnoringWhitespaces("public.notifications (expected of foreign keys", "3,001 changed");
        assertThat(everyRow()).isEqualTo(before);
    }

    @Test
    void areArchivedAndRestored() {
        List<String> before = everyRow();

        Result applied = apply("--archive", directory.toString());

        assertThat(applied.exitCode()).as(applied.output()).isZero();
        assertThat(shop.count("attachments")).isZero();
        assertThat(shop.count("notifications WHERE thread_id IS NOT NULL")).isZero();

        Result restored = restore();

        assertThat(restored.exitCode()).as(restored.output()).isZero();
        assertThat(everyRow()).isEqualTo(before);
    }

    @Test
    @Tag("slow")
    void areNotRestoredIfChangedSince() {
        List<String> before = everyRow();
        apply("--archive", directory.toString());
        shop.execute("DELETE FROM notifications WHERE id = 1");
        shop.openConversation();
        shop.execute("UPDATE notifications SET thread_id = '00000000-0000-4000-8000-000000000001' WHERE id = 2");

        Result rehearsed = restore("--rehearse");
        assertThat(rehearsed.out())
                .containsIgnoringWhitespaces("Rehearsed", "2 rows were not set back", "(id): 1, 2")
                .doesNotContain("Restored");

        Result restored = restore();

        assertThat(restored.exitCode()).as(restored.output()).isZero();
        assertThat(restored.out())
                .containsIgnoringWhitespaces(
                        "Restored, except for 2 changes by foreign keys", "2 rows were not set back", "(id): 1, 2");
        assertThat(everyRow())
                .containsAll(
                        before.stream().filter(row -> !row.matches("[12]\\|.*")).toList());
        assertThat(shop.rows("SELECT thread_id FROM notifications WHERE id = 2"))
                .containsExactly("00000000-0000-4000-8000-000000000001");
    }

    /**
     * The keys lead from a to b and c. e references itself and is reached by b and c; d is set to its default, f by two
     * keys.
     */
    @Test
    @Tag("slow")
    void areRestoredThroughSeveralTables() {
        shop.execute(
                "CREATE TABLE a (x int, y text, PRIMARY KEY (x, y)) PARTITION BY LIST (x)",
                "CREATE TABLE a1 PARTITION OF a FOR VALUES IN (0, 1)",
                "CREATE TABLE a2 PARTITION OF a DEFAULT",
                "INSERT INTO a SELECT n, 'y' || n FROM generate_series(0, 9) n",
                "CREATE TABLE b (id int PRIMARY KEY, x int, y text,"
                        + " FOREIGN KEY (x, y) REFERENCES a ON DELETE CASCADE)",
                "CREATE TABLE c (id int PRIMARY KEY, b int REFERENCES b ON DELETE CASCADE) PARTITION BY LIST (id)",
                "CREATE TABLE c1 PARTITION OF c FOR VALUES IN (1, 2, 3)",
                "CREATE TABLE c2 PARTITION OF c DEFAULT",
                "CREATE TABLE d (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, b int DEFAULT 9,"
                        + " FOREIGN KEY (b) REFERENCES b ON DELETE SET DEFAULT)",
                "CREATE TABLE e (id int PRIMARY KEY, b int REFERENCES b ON DELETE CASCADE,"
                        + " c int REFERENCES c ON DELETE CASCADE, e int REFERENCES e ON DELETE CASCADE)",
                "CREATE TABLE f (id int, name text, x int, y text, c int REFERENCES c ON DELETE SET NULL,"
                        + " FOREIGN KEY (x, y) REFERENCES a ON DELETE SET NULL, PRIMARY KEY (id, name))",
                "INSERT INTO b SELECT n, n, 'y' || n FROM generate_series(0, 9) n",
                "INSERT INTO c SELECT n, n FROM generate_series(0, 9) n",
                "INSERT INTO d (b) SELECT n FROM generate_series(0, 9) n",
                "INSERT INTO e SELECT n, CASE WHEN n < 4 THEN n END, CASE WHEN n > 2 THEN n END, nullif(n - 1, -1)"
                        + " FROM generate_series(0, 5) n",
                "INSERT INTO f SELECT n, 'f' || n, n, 'y' || n, 9 - n FROM generate_series(0, 9) n");
        boolean listsColumns = Integer.parseInt(shop.value("SHOW server_version_num")) >= 150_000;
        shop.execute(
                "CREATE TABLE g (id int PRIMARY KEY, x int NOT NULL, y text, FOREIGN KEY (x, y) REFERENCES a ON DELETE "
                        + (listsColumns ? "SET NULL (y))" : "CASCADE)"),
                "INSERT INTO g SELECT n, n, 'y' || n FROM generate_series(0, 9) n");
        String job = JobFile.in(directory, "tableName: a, where: x < 3").toString();
        List<String> before = all();
        String[] allowed = Stream.of("b", "c", "d", "e", "f", "g")
                .flatMap(table -> Stream.of("--allow-writes", "public." + table))
                .toArray(String[]::new);

        Result applied = Applying.confirmed(shop, with(allowed, "--changelog", job, "--archive", directory.toString()));

        assertThat(applied.exitCode()).as(applied.output()).isZero();
        assertThat(shop.rows("SELECT id, b FROM d WHERE id <= 4 ORDER BY id"))
                .containsExactly("1|9", "2|9", "3|9", "4|3");
        assertThat(shop.count("e")).isZero();
        assertThat(shop.count("g WHERE y IS NOT NULL")).isEqualTo(7);
        assertThat(shop.count("f WHERE x IS NULL AND y IS NULL")).isEqualTo(3);
        assertThat(shop.count("f WHERE c IS NULL")).isEqualTo(3);

        Result restored = restore();

        assertThat(restored.exitCode()).as(restored.output()).isZero();
        assertThat(all()).isEqualTo(before);
    }

    /**
     * Two keys of docs share a column; its own column has the name of an archived value in a statement; its key has a
     * type whose equality operator is outside the search path, which has another one.
     */
    @Test
    @Tag("slow")
    void areRestoredWithSharedColumnsAndOtherOperators() {
        shop.execute(
                "CREATE SCHEMA types",
                "CREATE EXTENSION citext SCHEMA types",
                "CREATE FUNCTION never(varchar, varchar) RETURNS boolean IMMUTABLE LANGUAGE plpgsql AS"
                        + " 'BEGIN RAISE EXCEPTION $$called$$; END'",
                "CREATE OPERATOR public.= (LEFTARG = varchar, RIGHTARG = varchar, FUNCTION = never)",
                "CREATE TABLE a (tenant varchar, id types.citext, PRIMARY KEY (tenant, id))",
                "CREATE TABLE b (tenant varchar, id types.citext, PRIMARY KEY (tenant, id))",
                "CREATE TABLE c (v0 varchar, id types.citext, tenant varchar, a types.citext, b types.citext,"
                        + " PRIMARY KEY (id, v0),"
                        + " FOREIGN KEY (tenant, a) REFERENCES a ON DELETE SET NULL,"
                        + " FOREIGN KEY (tenant, b) REFERENCES b ON DELETE SET NULL)",
                "CREATE TABLE d (a types.citext, tenant varchar, id types.citext PRIMARY KEY,"
                        + " FOREIGN KEY (tenant, a) REFERENCES a ON DELETE CASCADE)",
                "CREATE TABLE e (tenant varchar, a types.citext, FOREIGN KEY (tenant, a) REFERENCES a)",
                "INSERT INTO a VALUES ('one', 'ABC'), ('one', 'DEF'), ('two', 'ABC')",
                "INSERT INTO b VALUES ('one', 'ABC'), ('one', 'DEF'), ('two', 'ABC')",
                "INSERT INTO c VALUES ('v', 'a', 'one', 'abc', 'abc'), ('w', 'B', 'one', 'def', 'Def'),"
                        + " ('w', 'C', 'two', 'abc', 'ABC'), ('x', 'C', 'one', 'ABC', 'def')",
                "INSERT INTO d VALUES ('abc', 'one', 'x'), ('Abc', 'two', 'y')",
                "INSERT INTO e VALUES ('one', 'dEf')");
        String job = JobFile.in(directory, "tableName: a, where: id OPERATOR(types.=) 'abc'", "tableName: b")
                .toString();
        List<String> before = tables("a", "b", "c", "d", "e");
        String[] options = {
            "--changelog",
            job,
            "--allow-writes",
            "public.c",
            "--allow-writes",
            "public.d",
            "--allow-function",
            "types.citext_eq"
        };

        Result planned = new CommandLineRun().run("plan", shop, options);

        assertThat(planned.exitCode()).as(planned.output()).isZero();

        // Liquibase's lock is compared by the database's operators.
        shop.execute("CREATE OR REPLACE FUNCTION never(varchar, varchar) RETURNS boolean IMMUTABLE LANGUAGE sql AS"
                + " 'SELECT $1::text = $2::text'");
        Result applied = Applying.confirmed(shop, with(options, "--archive", directory.toString()));

        assertThat(applied.exitCode()).as(applied.output()).isZero();
        assertThat(applied.out()).containsSubsequence("By foreign keys", "2  rows deleted", "4  rows changed");

        Result restored = restore();

        assertThat(restored.exitCode()).as(restored.output()).isZero();
        assertThat(restored.out()).doesNotContain("except for");
        assertThat(tables("a", "b", "c", "d", "e")).isEqualTo(before);
    }

    @Test
    void areNotArchivedIfTheDefaultIsNotConstant() {
        shop.execute(
                "CREATE DOMAIN day AS date DEFAULT current_date",
                "CREATE SEQUENCE numbers",
                "CREATE TABLE a (id int PRIMARY KEY, more bigint UNIQUE, day date UNIQUE)",
                "INSERT INTO a VALUES (1, 1, '2020-01-01')",
                "CREATE TABLE b (id int PRIMARY KEY, a int DEFAULT 7 - 6 REFERENCES a ON DELETE SET DEFAULT)",
                "CREATE TABLE c (id int PRIMARY KEY,"
                        + " a bigint DEFAULT nextval('numbers') REFERENCES a (more) ON DELETE SET DEFAULT)",
                "CREATE TABLE d (id int PRIMARY KEY, a day REFERENCES a (day) ON DELETE SET DEFAULT)",
                "INSERT INTO b VALUES (1, 1)",
                "INSERT INTO c VALUES (1, 1)",
                "INSERT INTO d VALUES (1, '2020-01-01')");
        String job = JobFile.in(directory, "tableName: a").toString();
        String[] options = Stream.of("b", "c", "d")
                .flatMap(table -> Stream.of("--allow-writes", "public." + table))
                .toArray(String[]::new);

        String[] archived = with(options, "--changelog", job, "--archive", directory.toString());
        Result result = Applying.confirmed(shop, archived);

        assertThat(Hazards.of(shop, with(options, "--changelog", job)))
                .contains("WARN CHANGED_TO_NO_CONSTANT public.c", "WARN CHANGED_TO_NO_CONSTANT public.d");
        assertThat(Hazards.of(shop, archived))
                .contains("BLOCK CHANGED_TO_NO_CONSTANT public.c", "BLOCK CHANGED_TO_NO_CONSTANT public.d");
        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.output())
                .contains("sets a of public.c to its default", "sets a of public.d to its default")
                .doesNotContain("sets a of public.b to its default");
        assertThat(shop.value("SELECT last_value || is_called::text FROM numbers"))
                .isEqualTo("1false");
    }

    private List<String> tables(String... names) {
        return Stream.of(names)
                .flatMap(table -> shop.rows("SELECT * FROM " + table + " ORDER BY 1, 2").stream())
                .toList();
    }

    private List<String> all() {
        return Stream.of("a", "b", "c", "d", "e", "f", "g")
                .flatMap(table -> shop.rows("SELECT * FROM " + table + " ORDER BY 1").stream())
                .toList();
    }

    @Test
    void areNotArchivedWithoutAKey() {
        shop.execute("ALTER TABLE notifications DROP CONSTRAINT notifications_pkey");
        List<String> before = everyRow();

        Result result = apply("--archive", directory.toString());

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.out()).containsIgnoringWhitespaces("has no other unique key", "--archive is refused");
        assertThat(Hazards.of(shop, with(ALLOWED, "--archive", directory.toString())))
                .contains("BLOCK CHANGED_WITHOUT_KEY public.notifications");
        assertThat(result.err()).doesNotContain("Type OUI");
        assertThat(everyRow()).isEqualTo(before);
    }

    @Test
    @Tag("slow")
    void areDistinguishedFromWritesOfTriggers() {
        shop.execute(
                "CREATE TABLE audit (id uuid)",
                "CREATE FUNCTION log() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN INSERT INTO audit VALUES (OLD.id); RETURN NULL; END'",
                "CREATE TRIGGER log AFTER DELETE ON messages FOR EACH ROW EXECUTE FUNCTION log()");
        String[] options = with(
                ALLOWED,
                "--allow-writes",
                "public.audit",
                "--archive",
                directory.toString(),
                "--receipt-dir",
                directory.toString());

        Result asked = new CommandLineRun().typing("non").run("apply", shop, options);

        assertThat(asked.err())
                .contains(
                        "The archive does not contain what triggers write to public.audit. \"ouigate restore\" cannot undo it.");

        Result applied = Applying.confirmed(shop, options);

        assertThat(applied.exitCode()).as(applied.output()).isZero();
        assertThat(directory)
                .isDirectoryContaining(file -> file.toString().endsWith(".html")
                        && read(file).contains("The archive does not contain what triggers wrote to public.audit"));

        Result restored = restore();

        assertThat(restored.exitCode()).as(restored.output()).isZero();
        assertThat(restored.err()).containsIgnoringWhitespaces("allowed to write to public.audit through triggers");
        assertThat(shop.count("audit")).isEqualTo(36);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
