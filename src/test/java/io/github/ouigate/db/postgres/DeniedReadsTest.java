package io.github.ouigate.db.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.Hazards;
import io.github.ouigate.testing.NewestPostgres;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Managed services revoke views and functions that are otherwise available to every role. */
@ParameterizedClass
@NewestPostgres
class DeniedReadsTest {
    private final PostgresShop shop;
    private final String role;

    @TempDir
    private Path directory;

    DeniedReadsTest(int version) {
        shop = new PostgresShop(PostgresServer.version(version));
        role = "customer_in_" + shop.database();
    }

    @BeforeEach
    void makeRole() {
        shop.execute(
                "CREATE ROLE " + role + " LOGIN",
                "GRANT CREATE ON SCHEMA public TO " + role,
                "GRANT SELECT, DELETE, INSERT ON messages, message_threads TO " + role,
                "GRANT SELECT ON users, orders TO " + role);
    }

    @Test
    void purgesAndRestoresWithoutTheFunctions() throws IOException {
        deny(
                "pg_control_system()",
                "pg_current_wal_lsn()",
                "pg_current_wal_insert_lsn()",
                "pg_prepared_xact()",
                "pg_stat_get_live_tuples(oid)",
                "pg_stat_get_wal_senders()",
                "pg_ls_dir(text)",
                "pg_read_file(text)",
                "pg_show_all_file_settings()");
        List<String> before = shop.conversations();
        Path receipt = directory.resolve("receipt.json");
        String[] archive = {"--archive", directory.toString(), "-Dconfirmation=OUI"};

        Result planned = ouigate("plan", "--json");
        Result applied = ouigate("apply", with(archive, "--json"));
        Files.writeString(receipt, applied.out());
        List<String> left = shop.conversations();
        Result verified = ouigate("verify", "--receipt", receipt.toString());
        Result restored = ouigate("restore", archive);

        assertThat(Hazards.in(planned)).containsExactly("NOTE FUNCTIONS_DENIED", "NOTE MISSING_INDEX public.messages");
        assertThat(List.of(planned, applied, verified, restored))
                .allSatisfy(result ->
                        assertThat(result.exitCode()).as(result.output()).isZero());
        assertThat(left).isEmpty();
        assertThat(shop.conversations()).isEqualTo(before);
    }

    @Test
    @Tag("slow")
    void purgesAndRestoresWithoutTheViews() throws IOException {
        shop.execute("REVOKE SELECT ON pg_stat_activity, pg_settings, pg_stat_ssl, pg_stat_gssapi, pg_prepared_xacts,"
                + " pg_replication_slots, pg_roles FROM PUBLIC");

        assertPurgedAndPutBack();
    }

    @Test
    @Tag("slow")
    void purgesAndRestoresWithoutTheFunctionsOfViews() throws IOException {
        deny(
                "pg_stat_get_activity(int)",
                "pg_show_all_settings()",
                "pg_get_replication_slots()",
                "pg_blocking_pids(int)",
                "pg_stat_clear_snapshot()",
                "pg_is_in_recovery()");

        assertPurgedAndPutBack();
    }

    private void assertPurgedAndPutBack() throws IOException {
        List<String> before = shop.conversations();
        Path receipt = directory.resolve("receipt.json");
        Path plan = directory.resolve("plan.json");
        String[] archive = {"--archive", directory.toString(), "-Dconfirmation=OUI"};

        Result planned = ouigate("plan", "--json");
        Files.writeString(plan, planned.out());
        Result applied = ouigate("apply", with(archive, "--json", "--plan", plan.toString()));
        Files.writeString(receipt, applied.out());
        Result status = ouigate("status");
        List<String> left = shop.conversations();
        Result verified = ouigate("verify", "--receipt", receipt.toString());
        Result restored = ouigate("restore", archive);

        assertThat(List.of(planned, applied, status, verified, restored))
                .allSatisfy(result ->
                        assertThat(result.exitCode()).as(result.output()).isZero());
        assertThat(Hazards.in(planned))
                .containsExactlyInAnyOrder(
                        "NOTE FUNCTIONS_DENIED", "NOTE KEPT_UNREADABLE", "NOTE MISSING_INDEX public.messages");
        assertThat(left).isEmpty();
        assertThat(shop.conversations()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT ON pg_locks", "EXECUTE ON FUNCTION pg_lock_status()"})
    void isRefusedWithoutPgLocks(String right) {
        shop.execute("REVOKE " + right + " FROM PUBLIC");

        Result planned = ouigate("plan", "--json");

        assertThat(planned.exitCode()).as(planned.output()).isEqualTo(4);
        assertThat(Hazards.in(planned)).contains("BLOCK WRITES_UNCOUNTED");
    }

    @Test
    void isRefusedIfARunCannotProveItsWrites() {
        deny("pg_stat_get_xact_tuples_deleted(oid)");

        Result planned = ouigate("plan", "--json");

        assertThat(planned.exitCode()).as(planned.output()).isEqualTo(4);
        assertThat(Hazards.in(planned)).contains("BLOCK WRITES_UNCOUNTED");
    }

    private void deny(String... functions) {
        shop.execute("REVOKE EXECUTE ON FUNCTION " + String.join(", ", functions) + " FROM PUBLIC");
    }

    private Result ouigate(String command, String... options) {
        return new CommandLineRun().run(command, shop, with(options, "--user", role));
    }

    private static String[] with(String[] options, String... more) {
        return Stream.concat(Stream.of(options), Stream.of(more)).toArray(String[]::new);
    }
}
