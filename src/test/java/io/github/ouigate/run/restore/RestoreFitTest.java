package io.github.ouigate.run.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.EveryPostgres;
import io.github.ouigate.testing.Json;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Obstacles to a restore are found before the prompt, with their remedies. */
@ParameterizedClass
@EveryPostgres
class RestoreFitTest {
    private final PostgresShop shop;

    @TempDir
    private Path directory;

    RestoreFitTest(int version) {
        this.shop = new PostgresShop(PostgresServer.version(version));
    }

    private void archive() {
        Applying.succeeds(shop, "--archive", directory.toString());
    }

    private Result restore(String... options) {
        String[] all = Stream.concat(
                        Stream.of("--archive", directory.toString(), "-Dconfirmation=OUI"), Stream.of(options))
                .toArray(String[]::new);
        return new CommandLineRun().run("restore", shop, all);
    }

    private void isRefused(String code, String... words) {
        Result result = restore();

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.err().replaceAll("\\s+", " "))
                .contains("[" + code + "]")
                .contains(words);
        assertThat(shop.conversations()).isEmpty();
    }

    @Test
    void skipsOrphansAndRestoresThemWithTheirParents() {
        List<String> before = shop.conversations();
        String user = shop.value("SELECT user_id FROM message_threads ORDER BY id LIMIT 1");
        String orphans = " WHERE user_id = '" + user + "'";
        long threads = shop.count("message_threads" + orphans);
        shop.execute(
                "UPDATE message_threads SET order_id = NULL",
                "UPDATE messages SET author_user_id = NULL",
                "CREATE TABLE former AS SELECT * FROM users WHERE id = '" + user + "'",
                "CREATE TABLE former_orders AS SELECT * FROM orders" + orphans);
        List<String> archived = shop.conversations();
        long messages = shop.count("messages WHERE thread_id IN (SELECT id FROM message_threads" + orphans + ")");
        archive();
        shop.execute("DELETE FROM orders" + orphans, "DELETE FROM users WHERE id = '" + user + "'");

        isRefused("ARCHIVE_ORPHANS", user, "--skip-orphans");
        Result result = restore("--skip-orphans", "--json");
        List<String> partly = shop.conversations();
        shop.execute("INSERT INTO users SELECT * FROM former", "INSERT INTO orders SELECT * FROM former_orders");
        Result again = restore("--skip-present");

        assertThat(before).hasSameSizeAs(archived);
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(Json.texts(result, "restored", "orphans"))
                .containsExactly(String.valueOf(messages), String.valueOf(threads));
        assertThat(partly).hasSize((int) (42 - messages - threads));
        assertThat(archived).containsAll(partly);
        assertThat(again.exitCode()).as(again.output()).isZero();
        assertThat(shop.conversations()).containsExactlyInAnyOrderElementsOf(archived);
    }

    /** Two keys change the same rows; one of them references a thread that remains in the archive. */
    @Test
    @Tag("slow")
    void doesNotSetBackRowsThatReferenceOrphans() {
        String user = shop.value("SELECT user_id FROM message_threads ORDER BY id LIMIT 1");
        shop.execute(
                "UPDATE message_threads SET order_id = NULL",
                "UPDATE messages SET author_user_id = NULL",
                "CREATE TABLE former AS SELECT * FROM users WHERE id = '" + user + "'",
                "CREATE TABLE notes (id int PRIMARY KEY, thread_id uuid REFERENCES message_threads ON DELETE SET NULL,"
                        + " other_id uuid REFERENCES message_threads ON DELETE SET NULL)",
                "INSERT INTO notes SELECT row_number() OVER (ORDER BY id), id, id FROM message_threads",
                "CREATE INDEX ON notes (thread_id)",
                "CREATE INDEX ON notes (other_id)");
        long orphans = shop.count("message_threads WHERE user_id = '" + user + "'");
        List<String> before = shop.rows("SELECT * FROM notes ORDER BY id");
        Applying.succeeds(shop, "--archive", directory.toString(), "--allow-writes", "public.notes");
        shop.execute(
                "DELETE FROM orders WHERE user_id = '" + user + "'", "DELETE FROM users WHERE id = '" + user + "'");

        Result result = restore("--skip-orphans");
        long unchanged = shop.count("notes WHERE thread_id IS NULL AND other_id IS NULL");
        shop.execute("INSERT INTO users SELECT * FROM former");
        Result again = restore("--skip-present");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.err().replaceAll("\\s+", " "))
                .contains("[ARCHIVE_ORPHANS_CHANGED]", "The foreign key notes_thread_id_fkey changed");
        assertThat(unchanged).isEqualTo(orphans);
        assertThat(again.exitCode()).as(again.output()).isZero();
        assertThat(shop.rows("SELECT * FROM notes ORDER BY id")).isEqualTo(before);
    }

    @Test
    @Tag("slow")
    void namesTheTriggersThatFireInARestore() {
        shop.execute(
                "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN NEW.subject := ''touched''; RETURN NEW; END'",
                "CREATE TRIGGER touching BEFORE INSERT ON message_threads FOR EACH ROW EXECUTE FUNCTION touch()");
        List<String> before = shop.conversations();
        archive();

        Result changed = restore();
        shop.execute("ALTER TABLE message_threads DISABLE TRIGGER touching");
        Result restored = restore();

        assertThat(changed.exitCode()).as(changed.output()).isEqualTo(5);
        assertThat(changed.output().replaceAll("\\s+", " "))
                .contains(
                        "[ARCHIVE_TRIGGER]",
                        "ALTER TABLE \"public\".\"message_threads\" DISABLE TRIGGER \"touching\";");
        assertThat(restored.exitCode()).as(restored.output()).isZero();
        assertThat(restored.output()).doesNotContain("ARCHIVE_TRIGGER");
        assertThat(shop.conversations()).isEqualTo(before);
    }

    @Test
    void namesAViolatedCheckAndItsRemedy() {
        shop.execute(
                "UPDATE messages SET content = '' WHERE id IN (SELECT id FROM messages LIMIT 2)",
                "ALTER TABLE messages ADD CONSTRAINT not_empty CHECK (content <> '') NOT VALID");
        archive();

        isRefused("ARCHIVE_CHECK", "2 archived rows", "DROP CONSTRAINT not_empty");
        shop.execute("ALTER TABLE messages DROP CONSTRAINT not_empty");

        assertThat(restore().exitCode()).isZero();
    }

    /** A check that reads other tables depends on rows that exist: https://github.com/PnX-SI/GeoNature/issues/348. */
    @Test
    @Tag("slow")
    void namesACheckOnAnotherTableAndItsRemedy() {
        shop.execute(
                "CREATE FUNCTION has_message(t uuid) RETURNS bool LANGUAGE sql AS"
                        + " 'SELECT EXISTS (SELECT FROM public.messages WHERE thread_id = t)'",
                "ALTER TABLE message_threads ADD CONSTRAINT has CHECK (has_message(id)) NOT VALID");
        List<String> before = shop.conversations();
        archive();

        isRefused("ARCHIVE_CHECK", "6 archived rows", "DROP CONSTRAINT has");
        shop.execute("ALTER TABLE message_threads DROP CONSTRAINT has");

        assertThat(restore().exitCode()).isZero();
        assertThat(shop.conversations()).isEqualTo(before);
    }

    /**
     * Values that only the server may give: https://github.com/dbtrail/dbtrail/issues/557, https://github.com/denishpatel/pg-clone-schema/issues/86.
     * A row that references its own table: https://github.com/darold/ora2pg/issues/1087.
     */
    @Test
    @Tag("slow")
    void restoresIdentitiesGeneratedColumnsAndReplies() {
        shop.execute(
                "ALTER TABLE messages ADD n int GENERATED ALWAYS AS IDENTITY,"
                        + " ADD length int GENERATED ALWAYS AS (length(content)) STORED, ADD reply_to uuid REFERENCES messages",
                "UPDATE messages m SET reply_to = (SELECT id FROM messages WHERE thread_id = m.thread_id ORDER BY id DESC LIMIT 1)");
        List<String> before = shop.rows("SELECT messages FROM messages ORDER BY id");
        archive();

        Result result = restore();

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(shop.rows("SELECT messages FROM messages ORDER BY id")).isEqualTo(before);
    }

    @Test
    void distinguishesPresentRowsFromConflicts() {
        String id = shop.value("SELECT id FROM message_threads ORDER BY id LIMIT 1");
        shop.execute("CREATE TABLE kept AS SELECT * FROM message_threads ORDER BY id LIMIT 2");
        archive();
        shop.execute(
                "INSERT INTO message_threads SELECT * FROM kept",
                "UPDATE message_threads SET subject = 'Secret' WHERE id = '" + id + "'");

        Result result = restore();

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.err().replaceAll("\\s+", " "))
                .contains(
                        "Of 6 archived rows of public.message_threads, 1 already exists",
                        "with 1 of the archived keys",
                        id);
        assertThat(result.output()).doesNotContain("Secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALTER TABLE messages ADD n int NOT NULL DEFAULT 1; ALTER TABLE messages ALTER n DROP DEFAULT | ARCHIVE_COLUMN_REQUIRED",
                "ALTER TABLE message_threads ADD EXCLUDE (closed WITH =) | ARCHIVE_CONFLICT",
                "CREATE UNIQUE INDEX ON message_threads ((NOT closed)) | ARCHIVE_CONFLICT",
                "ALTER TABLE message_threads ALTER order_id SET NOT NULL | ARCHIVE_NULL",
                "ALTER TABLE message_threads DROP subject | ARCHIVE_COLUMNS",
            })
    @Tag("slow")
    void namesChangedDefinitions(String change, String code) {
        shop.execute("UPDATE message_threads SET order_id = NULL");
        archive();
        shop.openConversation();
        shop.execute(
                "UPDATE message_threads SET closed = false, order_id = (SELECT id FROM orders LIMIT 1)",
                change.strip());
        List<String> before = shop.conversations();

        Result result = restore();

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.err()).contains("[" + code + "]");
        assertThat(shop.conversations()).containsExactlyElementsOf(before);
    }

    @Test
    @Tag("slow")
    void namesAConstraintViolatedByATrigger() {
        archive();
        shop.execute(
                "CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN NEW.user_id = gen_random_uuid(); RETURN NEW; END'",
                "CREATE TRIGGER lost BEFORE INSERT ON message_threads FOR EACH ROW EXECUTE FUNCTION lose()",
                "ALTER TABLE message_threads ADD CONSTRAINT of_user FOREIGN KEY (user_id) REFERENCES users"
                        + " DEFERRABLE INITIALLY DEFERRED",
                "ALTER TABLE message_threads DROP CONSTRAINT fk_message_threads_user");

        Result result = restore();

        assertThat(result.exitCode()).as(result.output()).isEqualTo(5);
        assertThat(result.out().replaceAll("\\s+", " ")).contains("of_user", "DROP CONSTRAINT", "restore again");
        assertThat(shop.conversations()).isEmpty();
    }

    @Test
    void refusesATableThatHasBecomeAForeignOne() {
        archive();
        shop.execute(
                "DROP TABLE messages",
                "CREATE FOREIGN DATA WRAPPER nowhere",
                "CREATE SERVER elsewhere FOREIGN DATA WRAPPER nowhere",
                "CREATE FOREIGN TABLE messages (id uuid) SERVER elsewhere");

        Result result = restore();

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.err()).contains("[ARCHIVE_TABLE]", "(foreign table)");
    }

    /** The comparison needs as much space as the rows, in temporary tables. */
    @Test
    @Tag("slow")
    void restoresWithoutTheComparisonIfTheServerLacksSpace() {
        archive();
        shop.execute(
                "CREATE FUNCTION no_space() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN"
                        + " RAISE EXCEPTION 'No space left' USING ERRCODE = 'disk_full'; END $$",
                "CREATE EVENT TRIGGER no_space ON ddl_command_start WHEN TAG IN ('CREATE TABLE')"
                        + " EXECUTE FUNCTION no_space()");

        Result compared = restore("--skip-present");
        Result result = restore();

        assertThat(compared.exitCode()).as(compared.output()).isEqualTo(4);
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).contains("[ARCHIVE_UNCHECKED]", "No space left");
        assertThat(shop.conversations()).hasSize(42);
    }

    @Test
    void suggestsSimilarTablesAndColumns() {
        archive();
        shop.execute(
                "ALTER TABLE messages RENAME TO message", "ALTER TABLE message_threads RENAME subject TO subjects");

        Result renamed = restore();
        shop.execute(
                "CREATE SCHEMA former",
                "ALTER TABLE message RENAME TO messages",
                "ALTER TABLE messages SET SCHEMA former");
        Result moved = restore();

        assertThat(renamed.exitCode()).as(renamed.output()).isEqualTo(4);
        assertThat(renamed.err().replaceAll("\\s+", " "))
                .contains(
                        "Similar names: public.message (",
                        "subject character varying(255) no longer exists (subjects exists)");
        assertThat(moved.err().replaceAll("\\s+", " ")).contains("Similar names: former.messages (");
    }

    @Test
    void findsTheArchiveOfATag() {
        archive();
        Applying.succeeds(shop, "--archive", directory.toString(), "--tag", "second");

        Result several = restore();
        Result wrong = restore("--tag", "third");
        Result right = restore("--tag", "support-threads-purge");

        assertThat(several.exitCode()).as(several.output()).isEqualTo(2);
        assertThat(several.err()).contains("--tag");
        assertThat(wrong.exitCode()).as(wrong.output()).isEqualTo(2);
        assertThat(right.exitCode()).as(right.output()).isZero();
        assertThat(shop.conversations()).hasSize(42);
    }
}
