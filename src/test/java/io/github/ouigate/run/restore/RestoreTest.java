package io.github.ouigate.run.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.AllTypes;
import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.EveryPostgres;
import io.github.ouigate.testing.Json;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.Shop;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;

/** A restore restores the archived rows, overwrites nothing, and changes nothing else. */
@ParameterizedClass
@EveryPostgres
class RestoreTest {
    private static final String TAG = "support-threads-purge";

    private final PostgresServer server;
    private final Shop shop;

    @TempDir
    private Path directory;

    RestoreTest(int version) {
        this.server = PostgresServer.version(version);
        this.shop = new PostgresShop(server);
    }

    private void archive() {
        Applying.succeeds(shop, "--archive", directory.toString());
    }

    private Result restore(String... options) {
        return restore(shop, options);
    }

    private Result restore(Shop into, String... options) {
        String[] all = Stream.concat(
                        Stream.of("--archive", directory.toString(), "-Dconfirmation=OUI"), Stream.of(options))
                .toArray(String[]::new);
        return new CommandLineRun().run("restore", into, all);
    }

    @Test
    void restoresEveryRow() {
        AllTypes.add(shop);
        List<String> before = shop.conversations();
        List<String> kept = shop.usersAndOrders();
        archive();

        Result result = restore();

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(shop.conversations()).containsExactlyElementsOf(before);
        assertThat(shop.usersAndOrders()).containsExactlyElementsOf(kept);
        assertThat(shop.ledger(TAG)).isEmpty();
        assertThat(shop.lockHolders()).isEmpty();
    }

    @Test
    void permitsTheTagToBeAppliedAgain() {
        archive();
        restore();

        Applying.succeeds(shop);

        assertThat(shop.ledger(TAG)).hasSize(1);
    }

    @Test
    @Tag("slow")
    void keepsNewConversations() {
        List<String> before = shop.conversations();
        archive();
        shop.openConversation();
        List<String> opened = shop.conversations();

        restore();

        assertThat(shop.conversations()).containsAll(before).containsAll(opened).hasSize(44);
    }

    @Test
    void advancesTheSequences() {
        AllTypes.add(shop);
        archive();
        shop.execute("ALTER TABLE messages ALTER COLUMN n RESTART WITH 1");

        restore();

        shop.execute(
                "INSERT INTO messages (id, thread_id, content, created_at) SELECT"
                        + " '00000000-0000-4000-8000-000000000002', id, 'Bonjour', CURRENT_TIMESTAMP FROM message_threads LIMIT 1");
        assertThat(shop.value("SELECT n FROM messages WHERE content = 'Bonjour'"))
                .isEqualTo("37");
    }

    @Test
    void doesNotOverwriteRows() {
        String taken = shop.value("SELECT id FROM message_threads ORDER BY id");
        archive();
        shop.openConversation();
        shop.execute("DELETE FROM messages", "UPDATE message_threads SET subject = 'Secret', id = '" + taken + "'");
        List<String> before = shop.conversations();

        Result result = restore();

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.out()).contains(taken).containsIgnoringWhitespaces("with 1 of the archived keys");
        assertThat(result.output()).doesNotContain("Secret");
        assertThat(shop.conversations()).containsExactlyElementsOf(before);
        assertThat(shop.ledger(TAG)).hasSize(1);
        assertThat(shop.lockHolders()).isEmpty();
    }

    @Test
    @Tag("slow")
    void refusesRowsThatViolateAnExclusionConstraint() {
        archive();
        shop.execute("ALTER TABLE message_threads ADD CONSTRAINT one_each EXCLUDE USING btree (closed WITH =)");

        Result result = restore();

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.out())
                .contains("one_each")
                .containsIgnoringWhitespaces("conflict with each other in closed (one_each)");
        assertThat(shop.conversations()).isEmpty();
    }

    @Test
    void requiresTheSameConfirmation() {
        archive();

        Result none = new CommandLineRun().run("restore", shop, "--archive", directory.toString());
        Result wrong =
                new CommandLineRun().run("restore", shop, "--archive", directory.toString(), "-Dconfirmation=oui");
        Result typed = new CommandLineRun().typing("OUI").run("restore", shop, "--archive", directory.toString());

        assertThat(none.exitCode()).as(none.output()).isEqualTo(3);
        assertThat(wrong.exitCode()).as(wrong.output()).isEqualTo(3);
        assertThat(typed.err()).contains("This restores 42 rows");
        assertThat(typed.exitCode()).as(typed.output()).isZero();
    }

    @Test
    void canBeRehearsed() {
        archive();

        Result result = restore("--rehearse");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(shop.conversations()).isEmpty();
        assertThat(shop.ledger(TAG)).hasSize(1);
    }

    @Test
    void refusesAnotherDatabaseUnlessExpected() {
        archive();
        Shop other = new PostgresShop(server);
        other.execute("DELETE FROM messages", "DELETE FROM message_threads");

        Result refused = restore(other, "--json");
        String name = Json.document(refused).at("/database/name").asText();
        List<String> untouched = other.conversations();
        Result ambient = new CommandLineRun()
                .withEnvironment("OUIGATE_URL", other.url())
                .run("restore", "--archive", directory.toString(), "--expect-database", name, "-Dconfirmation=OUI");
        assertThat(other.conversations()).isEmpty();
        Result named = restore(other, "--expect-database", name);

        assertThat(refused.exitCode()).as(refused.output()).isEqualTo(4);
        assertThat(refused.out()).containsIgnoringWhitespaces("The archive is from the database");
        assertThat(untouched).isEmpty();
        assertThat(ambient.exitCode()).as(ambient.output()).isEqualTo(4);
        assertThat(ambient.err()).contains("ARCHIVE_OTHER_DATABASE");
        assertThat(named.exitCode()).as(named.output()).isZero();
        assertThat(other.conversations()).hasSize(42);
    }

    @Test
    void refusesAnArchiveOfAnEarlierRunOfItsTag() {
        archive();
        shop.execute("UPDATE DATABASECHANGELOG SET COMMENTS ="
                + " 'ouigate 20200101T000000Z-00000000 by dba: 36 public.messages' WHERE TAG = '" + TAG + "'");

        Result result = restore();

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.err()).contains("ARCHIVE_OTHER_RUN", "20200101T000000Z-00000000");
        assertThat(shop.conversations()).isEmpty();
    }

    /** The effect of "liquibase tag v2.0" if the run's row is the newest. */
    @Test
    void refusesToLoseAnotherTagOfTheRow() {
        archive();
        shop.execute("UPDATE databasechangelog SET tag = 'v2.0' WHERE tag = '" + TAG + "'");

        Result refused = restore();
        long kept = shop.count("databasechangelog WHERE tag = 'v2.0'");
        shop.execute(refused.err().replaceAll("\\s+", " ").replaceAll(".*(UPDATE .*?;).*", "$1"));
        Result restored = restore();

        assertThat(refused.exitCode()).as(refused.output()).isEqualTo(4);
        assertThat(refused.err()).contains("ARCHIVE_TAG_MOVED", "v2.0");
        assertThat(kept).isOne();
        assertThat(restored.exitCode()).as(restored.output()).isZero();
        assertThat(shop.conversations()).hasSize(42);
    }

    @Test
    @Tag("slow")
    void warnsIfTheLedgerHasNoRow() {
        archive();
        shop.execute("DELETE FROM DATABASECHANGELOG WHERE TAG = '" + TAG + "'");

        Result result = restore();

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.err()).contains("[ARCHIVE_NOT_APPLIED]");
        assertThat(shop.conversations()).hasSize(42);
    }

    @Test
    void restoresOnce() {
        archive();
        restore();
        List<String> restored = shop.conversations();

        Result again = restore();

        assertThat(again.exitCode()).as(again.output()).isEqualTo(4);
        assertThat(again.out()).containsIgnoringWhitespaces("does not overwrite rows");
        assertThat(shop.conversations()).containsExactlyElementsOf(restored);
    }

    @Test
    void refusesAChangedTableAndAcceptsAdditionalColumns() {
        archive();
        shop.execute("ALTER TABLE messages ADD added varchar(10) DEFAULT 'new'");
        shop.execute("ALTER TABLE message_threads ALTER COLUMN subject SET DATA TYPE varchar(300)");

        Result changed = restore();
        shop.execute("ALTER TABLE message_threads ALTER COLUMN subject SET DATA TYPE varchar(255)");
        Result grown = restore();

        assertThat(changed.exitCode()).as(changed.output()).isEqualTo(4);
        assertThat(changed.err()).contains("ARCHIVE_COLUMNS");
        assertThat(grown.exitCode()).as(grown.output()).isZero();
        assertThat(shop.count("messages WHERE added = 'new'")).isEqualTo(36);
    }

    @Test
    @Tag("slow")
    void writesADocument() {
        archive();

        Result result = restore("--json");

        assertThat(Json.text(result, "kind")).isEqualTo("restore");
        assertThat(Json.text(result, "outcome")).isEqualTo("RESTORED");
        assertThat(Json.texts(result, "restored", "restored")).containsExactly("36", "6");
    }

    /** Also if the server does not count writes, and if the trigger fires last. */
    @Test
    void rollsBackWritesOfATriggerToAnotherTable() {
        archive();
        List<String> kept = shop.usersAndOrders();
        shop.execute(
                "CREATE TABLE late (n int)",
                "CREATE FUNCTION defer() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN SET CONSTRAINTS ALL DEFERRED; INSERT INTO late VALUES (1); RETURN NULL; END'",
                "CREATE CONSTRAINT TRIGGER first AFTER INSERT ON message_threads DEFERRABLE INITIALLY DEFERRED"
                        + " FOR EACH ROW EXECUTE FUNCTION defer()",
                "CREATE FUNCTION spy() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                        + " PERFORM set_config('track_counts', 'off', true); DELETE FROM orders WHERE id NOT IN"
                        + " (SELECT order_id FROM message_threads WHERE order_id IS NOT NULL);"
                        + " PERFORM set_config('track_counts', 'on', true); RETURN NULL; END $$",
                "CREATE CONSTRAINT TRIGGER last AFTER INSERT ON late DEFERRABLE INITIALLY DEFERRED"
                        + " FOR EACH ROW EXECUTE FUNCTION spy()");

        Result result = restore("--allow-writes", "public.late");

        assertThat(result.exitCode()).as(result.output()).isEqualTo(5);
        assertThat(result.out().replaceAll("\\s+", " ")).contains("public.orders (not counted");
        assertThat(shop.conversations()).isEmpty();
        assertThat(shop.usersAndOrders()).isEqualTo(kept);
    }
}
