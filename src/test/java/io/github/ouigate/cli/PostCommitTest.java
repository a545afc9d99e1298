package io.github.ouigate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.run.Interruption;
import io.github.ouigate.run.progress.Step;
import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.Await;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.H2Shop;
import io.github.ouigate.testing.Json;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.ReceiptFiles;
import io.github.ouigate.testing.Sessions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts and vacuums after the commit are reported accurately and do not change the outcome. */
class PostCommitTest {
    /** Before version 18, VACUUM does not include inheriting tables. */
    private final PostgresShop shop = new PostgresShop(PostgresServer.oldest());

    @TempDir
    private Path directory;

    @Test
    void countsTheOtherTablesIfOneIsUnreadable() {
        String role = clerk();
        shop.execute("GRANT SELECT ON orders TO \"" + role + "\"", "ANALYZE");

        Result result = Applying.confirmed(shop, "--user", role, "--json");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(Json.node(result, "preserved"))
                .contains("{\"table\":\"public.orders\",\"rows\":10,\"linked\":true,\"estimated\":false}")
                .contains("\"table\":\"public.users\"");
    }

    @Test
    void countUnderRowSecurityIsNotExact() {
        String role = clerk();
        shop.execute(
                "GRANT SELECT ON orders, users TO \"" + role + "\"",
                "ALTER TABLE users ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY nobody ON users USING (false)",
                "ANALYZE");

        Result result = Applying.confirmed(shop, "--user", role, "--json");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(Json.node(result, "preserved"))
                .contains("{\"table\":\"public.users\",\"rows\":8,\"linked\":true,\"estimated\":true}")
                .contains("{\"table\":\"public.orders\",\"rows\":10,\"linked\":true,\"estimated\":false}");
    }

    private String clerk() {
        String role = "clerk of " + shop.database();
        shop.execute(
                "CREATE ROLE \"" + role + "\" LOGIN",
                "GRANT USAGE, CREATE ON SCHEMA public TO \"" + role + "\"",
                "GRANT SELECT, DELETE ON messages, message_threads TO \"" + role + "\"");
        return role;
    }

    @Test
    void vacuumsInheritingTables() {
        shop.execute(
                "CREATE TABLE old_messages () INHERITS (messages)",
                "INSERT INTO old_messages SELECT gen_random_uuid(), thread_id, NULL, 'old', now() FROM messages");

        Applying.succeeds(shop, "--vacuum");

        assertThat(shop.value("SELECT pg_relation_size('old_messages')")).isEqualTo("0");
    }

    /** The table is locked immediately after the run releases it; no other session waits meanwhile. */
    @Test
    void endsAsCommittedIfInterruptedDuringTheVacuum() throws Exception {
        Interruption interruption = new Interruption();
        List<Sessions.Blocker> blockers = new ArrayList<>();
        Sessions sessions = new Sessions(shop);
        CompletableFuture<Result> run = CompletableFuture.supplyAsync(() -> new CommandLineRun()
                .stoppedBy(interruption)
                .watchedBy(step -> {
                    if (step == Step.COMMITTED) {
                        blockers.add(lock(sessions));
                    }
                })
                .run("apply", shop, "--vacuum", "--json", "--receipt-dir", directory.toString(), "-Dconfirmation=OUI"));
        sessions.awaitWaitingFor("relation");
        String runners = "SELECT pid FROM pg_locks WHERE locktype = 'advisory'";
        Await.until("the end of the run's session", () -> shop.rows(runners).isEmpty(), () -> shop.rows(runners));

        String meanwhile = Files.readString(ReceiptFiles.json(directory));

        interruption.request();
        Result result = run.get();
        blockers.get(0).close();

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(meanwhile).contains("\"outcome\" : \"COMMITTED\"");
        assertThat(Json.text(result, "outcome")).isEqualTo("COMMITTED");
        assertThat(Files.readString(ReceiptFiles.json(directory))).isEqualTo(result.out());
        assertThat(Json.node(result, "vacuum")).contains("\"done\":false", "public.messages: ", "user request");
        assertThat(result.err()).containsIgnoringWhitespaces("VACUUM did not process every table", "public.messages");
        assertThat(shop.conversations()).isEmpty();
    }

    private static Sessions.Blocker lock(Sessions sessions) {
        try {
            return sessions.block("LOCK TABLE messages IN SHARE UPDATE EXCLUSIVE MODE");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void reportsNoVacuumWithoutOne() {
        Result result = Applying.confirmed(H2Shop.inMemory(), "--vacuum", "--json");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(Json.has(result, "vacuum")).isFalse();
        assertThat(result.err()).contains("H2 has no VACUUM");
    }
}
