package io.github.ouigate.plan.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.plan.Hazard;
import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.Hazards;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that use PostgreSQL's protocol, and extensions that store rows differently, are refused unless allowed. */
class UnknownServerTest {
    private static final String USUAL = "NOTE MISSING_INDEX public.messages";
    private static final String YUGABYTE = "11.2-YB-2.18.0.0-b0";

    private final PostgresShop shop = new PostgresShop(PostgresServer.newest());

    @TempDir
    private Path directory;

    /** Changes the system catalogs, as the server's owner. */
    private void changeCatalogs(String statement) {
        shop.execute("SET allow_system_table_mods = on; " + statement);
    }

    private void answerAsYugabyte() {
        answerAs("PostgreSQL " + YUGABYTE + " on x86_64-pc-linux-gnu, compiled by clang, 64-bit");
    }

    private void answerAs(String version) {
        changeCatalogs("CREATE OR REPLACE FUNCTION pg_catalog.version() RETURNS text LANGUAGE sql STABLE AS"
                + " $$ SELECT '" + version + "'::text $$");
    }

    /**
     * Their locks have no effect: https://github.com/cockroachdb/cockroach/issues/13546,
     * https://github.com/transact-rs/sqlx/pull/1762.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CockroachDB CCL v23.1.11 (x86_64-pc-linux-gnu, built 2023/09/27 01:53:43, go1.19.10)",
                "PostgreSQL 8.0.2 on i686-pc-linux-gnu, compiled by GCC gcc (GCC) 3.4.2 20041017 (Red Hat 3.4.2-6.fc3),"
                        + " Redshift 1.0.12103",
                "PostgreSQL 12.12 (Greenplum Database 7.0.0 build commit:0a7a356) on x86_64-pc-linux-gnu, compiled by gcc"
                        + " (GCC) 8.5.0, 64-bit compiled on Sep 20 2023 23:29:58",
                "PostgreSQL 15.0 on x86_64-pc-linux-gnu, compiled by Materialize",
            })
    void refusesServersThatOnlyUseTheProtocol(String version) {
        answerAs(version);

        Result result = new CommandLineRun().run("plan", shop);

        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(result.err()).contains(version, "--allow-server");
    }

    @Test
    void refusesAnotherServerForEachCommand() {
        answerAsYugabyte();

        for (String command : List.of("plan", "apply", "status", "verify")) {
            Result result = new CommandLineRun().run(command, shop);

            assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
            assertThat(result.err()).contains(YUGABYTE, "--allow-server");
        }
    }

    @Test
    void planStoresTheAllowedServers() {
        answerAsYugabyte();
        String plan = directory.resolve("plan.json").toString();

        Result planned = new CommandLineRun().run("plan", shop, "--allow-server", "-YB-", "--out", plan);
        Result otherwise = Applying.confirmed(shop, "--plan", plan, "--allow-server", "PostgreSQL 11");
        Result status = new CommandLineRun().run("status", shop, "--plan", plan);
        Result applied = Applying.confirmed(shop, "--plan", plan);

        assertThat(planned.exitCode()).as(planned.output()).isZero();
        assertThat(planned.out()).contains("[UNKNOWN_SERVER]", "Allowed, not known to be safe");
        assertThat(otherwise.exitCode()).as(otherwise.output()).isEqualTo(4);
        assertThat(otherwise.out()).contains("[STALE_PLAN]", "Allowed servers");
        assertThat(status.exitCode()).as(status.output()).isZero();
        assertThat(applied.exitCode()).as(applied.output()).isZero();
        assertThat(shop.conversations()).isEmpty();
    }

    @Test
    void refusesAnExtensionThatDistributesTablesUnlessAllowed() {
        changeCatalogs("INSERT INTO pg_extension SELECT 1, 'citus', extowner, extnamespace, false, '12.1'"
                + " FROM pg_extension WHERE extname = 'plpgsql'");

        assertThat(Hazards.of(shop)).containsExactlyInAnyOrder(USUAL, "BLOCK UNKNOWN_SERVER");
        assertThat(Hazards.messages("UNKNOWN_SERVER", shop))
                .singleElement()
                .asString()
                .contains("extension citus");
        Applying.isRefused("UNKNOWN_SERVER", shop, "--allow-server", "cit");
        Applying.warns("WARN UNKNOWN_SERVER", shop, "--allow-server", "citus");
        Applying.succeeds(shop, "--allow-server", "citus");
    }

    @Test
    @Tag("slow")
    void refusesTheChunksOfAHypertable() {
        shop.execute(
                "CREATE SCHEMA _timescaledb_internal",
                "CREATE TABLE _timescaledb_internal._hyper_1_1_chunk () INHERITS (messages)");

        assertThat(Hazards.of(shop)).contains("BLOCK UNKNOWN_SERVER");
        assertThat(Hazards.of(shop, "--allow-server", "timescaledb")).contains("WARN UNKNOWN_SERVER");
    }

    @Test
    @Tag("slow")
    void refusesTablesWithAnotherAccessMethod() {
        shop.execute(
                "CREATE ACCESS METHOD stacks TYPE TABLE HANDLER heap_tableam_handler",
                "ALTER TABLE messages SET ACCESS METHOD stacks");

        Applying.isRefused(Hazard.Code.UNKNOWN_SERVER.name(), shop);
        Applying.succeeds(shop, "--allow-server", "stacks");

        shop.execute("DROP TABLE messages", "DROP ACCESS METHOD stacks");
    }
}
