package io.github.ouigate.run.purge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.run.Step;
import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.NewestPostgres;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;

/** What foreign keys delete and change is part of the purge: counted, limited and proven. */
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

    private static String[] with(String[] some, String... more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
    }

    private List<String> everyRow() {
        return Stream.of("message_threads", "messages", "attachments", "notifications")
                .flatMap(table -> shop.rows("SELECT * FROM " + table + " ORDER BY id").stream())
                .toList();
    }

    @Test
    void areCountedForThePromptTheLimitAndTheReceipt() {
        Result asked = new CommandLineRun().typing("non").run("apply", shop, ALLOWED);

        assertThat(asked.err())
                .containsSubsequence(
                        "Foreign keys will also delete or change",
                        "public.attachments",
                        "800",
                        "deleted by attachments_message_id_fkey (ON DELETE CASCADE)",
                        "public.notifications",
                        "3,000",
                        "thread_id changed by notifications_thread_id_fkey (ON DELETE SET NULL)",
                        "Stays as it is",
                        "This deletes 842 rows",
                        "Foreign keys delete 800 of these rows, and change 3,000 more.");

        assertThat(apply("--max-rows", "3841").output())
                .contains("3,842 rows would be deleted or changed, more than --max-rows 3,841");

        Result applied = apply("--max-rows", "3842", "--receipt-dir", directory.toString());

        assertThat(applied.exitCode()).as(applied.output()).isZero();
        assertThat(applied.out())
                .containsSubsequence(
                        "By foreign keys",
                        "800  rows deleted by attachments_message_id_fkey",
                        "3,000  rows changed by notifications_thread_id_fkey")
                .doesNotContain("Written besides");

        Result verified = verify();

        assertThat(verified.exitCode()).as(verified.output()).isZero();
    }

    private Result verify() {
        return new CommandLineRun().run("verify", shop, "--receipt", receipt().toString());
    }

    private Path receipt() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void mayNotDriftFromASavedPlan() {
        Path plan = directory.resolve("plan.json");
        Result planned = new CommandLineRun().run("plan", shop, with(ALLOWED, "--out", plan.toString()));
        assertThat(planned.exitCode()).as(planned.output()).isZero();
        shop.execute("DELETE FROM attachments WHERE id = 1");

        Result refused = Applying.confirmed(shop, "--plan", plan.toString());

        assertThat(refused.exitCode()).as(refused.output()).isEqualTo(4);
        assertThat(refused.out())
                .containsIgnoringWhitespaces(
                        "foreign keys delete or change 799 rows of public.attachments, and the plan has 800");
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
                        "Foreign keys were to delete or change 3,000 rows of public.notifications when the plan was"
                                + " made, and 2,990 now");
        assertThat(shop.count("notifications WHERE thread_id IS NOT NULL")).isEqualTo(2990);
    }

    /** The table is allowed: what happens to its rows has to be what was counted all the same. */
    @Test
    void areProvenToBeNoOthers() {
        shop.execute(
                "CREATE FUNCTION more() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN UPDATE notifications SET text = NULL WHERE id = 0; RETURN NULL; END'",
                "CREATE TRIGGER more AFTER DELETE ON messages EXECUTE FUNCTION more()");
        List<String> before = everyRow();

        Result result = apply();

        assertThat(result.exitCode()).as(result.output()).isEqualTo(5);
        assertThat(result.out()).containsIgnoringWhitespaces("public.notifications (foreign keys", "3,001 changed");
        assertThat(everyRow()).isEqualTo(before);
    }
}
