package io.github.ouigate.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.EveryPostgres;
import io.github.ouigate.testing.Hazards;
import io.github.ouigate.testing.Json;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.PurgingRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;

/** The role of scripts/postgres-role.sql has all privileges for a purge and its restore. */
@ParameterizedClass
@EveryPostgres
@Tag("slow")
class PostgresRoleTest {
    private static final String TAG = "support-threads-purge";

    private final PostgresShop shop;
    private final PurgingRole role;

    @TempDir
    private Path directory;

    PostgresRoleTest(int version) {
        shop = new PostgresShop(PostgresServer.version(version));
        role = new PurgingRole(shop);
    }

    @BeforeEach
    void makeTwice() throws SQLException {
        List<String> warnings = role.make("postgres");

        assertThat(role.make("postgres")).isEqualTo(warnings);
    }

    @AfterEach
    void drop() {
        role.close();
    }

    @Test
    void countsExactlyWithoutBlockingHazards() {
        Result plan = ouigate("plan", "--json");

        assertThat(Hazards.in(plan)).containsExactly("NOTE MISSING_INDEX public.messages");
        for (String table : List.of("users", "orders")) {
            assertThat(Json.list(plan, "preserved"))
                    .filteredOn(kept -> kept.path("table").asText().equals("public." + table))
                    .singleElement()
                    .satisfies(kept -> {
                        assertThat(kept.path("rows").asLong()).isEqualTo(shop.count(table));
                        assertThat(kept.path("estimated").asBoolean(true)).isFalse();
                    });
        }
    }

    @Test
    void hasNoHazardsWithTheIndexOfTheOwner() {
        shop.execute("CREATE INDEX CONCURRENTLY ON public.messages (thread_id)");
        shop.execute("ALTER DATABASE " + shop.database() + " SET timezone = 'UTC'");

        assertThat(Hazards.in(ouigate("plan", "--json"))).isEmpty();
    }

    @Test
    void canPurgeVerifyAndRestore() throws IOException {
        List<String> conversations = shop.conversations();
        List<String> others = shop.usersAndOrders();
        List<String> tables = publicTables();
        Path receipt = directory.resolve("receipt.json");
        String[] archive = {"--archive", directory.toString(), "-Dconfirmation=OUI"};

        Result applied = succeeds("apply", with(archive, "--json"));
        Files.writeString(receipt, applied.out());

        assertThat(shop.conversations()).isEmpty();
        assertThat(ledger()).containsExactly(TAG);
        assertThat(succeeds("verify", "--receipt", receipt.toString()).out())
                .contains("Verified: everything is in the expected state");
        assertThat(succeeds("status").out()).contains(Json.text(applied, "runId"));

        succeeds("restore", archive);

        assertThat(shop.conversations()).isEqualTo(conversations);
        assertThat(ledger()).isEmpty();

        succeeds("apply", "-Dconfirmation=OUI");

        assertThat(shop.conversations()).isEmpty();
        assertThat(ledger()).containsExactly(TAG);
        assertThat(shop.usersAndOrders()).isEqualTo(others);
        assertThat(publicTables()).isEqualTo(tables);
    }

    @Test
    void canUseTheLedgerOfASuperuserAfterTheScriptIsRepeated() throws SQLException {
        String[] archive = {"--archive", directory.toString(), "--tag", "second", "-Dconfirmation=OUI"};
        new CommandLineRun().run("apply", shop, "--ledger-schema", "ouigate", "-Dconfirmation=OUI");
        shop.openConversation();
        List<String> conversations = shop.conversations();
        assertThat(ouigate("plan").output()).contains("lacks the right SELECT on \"ouigate\".\"databasechangelog\"");

        role.make("postgres");

        succeeds("apply", archive);
        assertThat(shop.conversations()).isEmpty();
        assertThat(ledger()).containsExactlyInAnyOrder(TAG, "second");
        succeeds("restore", archive);
        assertThat(shop.conversations()).isEqualTo(conversations);
        assertThat(ledger()).containsExactly(TAG);
    }

    @Test
    void needsTheLedgerSchemaBesideLiquibaseTablesOfOthers() {
        new CommandLineRun().run("apply", shop, "-Dconfirmation=OUI");

        for (String command : List.of("plan", "status", "history")) {
            Result without = new CommandLineRun().run(command, shop, "--user", PurgingRole.NAME);
            assertThat(without.exitCode()).as(without.output()).isEqualTo(4);
            assertThat(without.output()).contains("SELECT on \"public\".\"databasechangelog\"");
            succeeds(command);
        }
    }

    @Test
    void isNotGrantedToAMorePrivilegedRole() {
        shop.execute("ALTER ROLE ouigate CREATEROLE");

        assertThatThrownBy(() -> role.make("postgres")).hasMessageContaining("more than it should");
    }

    @Test
    void canBeCreatedByTheOwnerOfTheDatabase() throws SQLException {
        String owner = "owner_of_" + shop.database();
        role.close();
        shop.execute(
                "CREATE ROLE " + owner + " LOGIN CREATEROLE",
                "DROP SCHEMA ouigate",
                "ALTER DATABASE " + shop.database() + " OWNER TO " + owner);
        for (String table : List.of("users", "orders", "message_threads", "messages")) {
            shop.execute("ALTER TABLE " + table + " OWNER TO " + owner);
        }

        role.make(owner);
        role.make(owner);

        succeeds("apply", "-Dconfirmation=OUI");
        assertThat(shop.conversations()).isEmpty();
    }

    private Result succeeds(String command, String... options) {
        Result result = ouigate(command, options);
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result;
    }

    private Result ouigate(String command, String... options) {
        String[] ledger = command.equals("restore") ? new String[0] : new String[] {"--ledger-schema", "ouigate"};
        return new CommandLineRun().run(command, shop, with(with(options, ledger), "--user", PurgingRole.NAME));
    }

    private static String[] with(String[] options, String... more) {
        return Stream.concat(Stream.of(options), Stream.of(more)).toArray(String[]::new);
    }

    private List<String> ledger() {
        return shop.rows("SELECT tag FROM ouigate.databasechangelog WHERE tag IS NOT NULL");
    }

    private List<String> publicTables() {
        return shop.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename");
    }
}
