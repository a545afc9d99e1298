package io.github.ouigate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.EveryPostgres;
import io.github.ouigate.testing.Json;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;

/** A plan is valid for one database only, not for a similar one. */
@ParameterizedClass
@EveryPostgres
class OtherDatabaseTest {
    private final int version;
    private final PostgresShop shop;

    @TempDir
    private Path directory;

    OtherDatabaseTest(int version) {
        this.version = version;
        this.shop = new PostgresShop(PostgresServer.version(version));
    }

    @Test
    @Tag("slow")
    void refusesADatabaseOfTheSameNameOnAnotherServer() {
        try (PostgresServer server = PostgresServer.start(version)) {
            PostgresShop made = new PostgresShop(server);
            PostgresShop other = shop.on(server);
            server.execute("postgres", "ALTER DATABASE " + made.database() + " RENAME TO renamed");
            server.execute("postgres", "ALTER DATABASE renamed RENAME TO " + other.database());
            plan(shop);

            Result result = apply(other.url());

            assertRefused(result, "System: ");
            assertThat(other.conversations()).hasSize(42);
        }
    }

    @Test
    @Tag("slow")
    void refusesAPhysicalCopyWithOrWithoutTheTag() {
        try (PostgresServer server = PostgresServer.start(version)) {
            PostgresShop original = new PostgresShop(server);
            PostgresShop applied = new PostgresShop(server);
            plan(original);
            new CommandLineRun().run("apply", applied, "-Dconfirmation=OUI");
            try (PostgresServer copy = server.physicalCopy()) {
                Result result = apply(original.on(copy).url());
                plan(applied);
                Result spent = apply(applied.on(copy).url());

                assertRefused(
                        result,
                        "Server: 127.0.0.1:" + server.port() + " in the plan, 127.0.0.1:" + copy.port() + " now");
                assertRefused(spent, "Server: ");
                assertThat(Json.text(spent, "outcome")).isEqualTo("REFUSED");
                assertThat(original.on(copy).conversations()).hasSize(42);
            }
        }
    }

    @Test
    void refusesANewDatabaseOfTheSameName() {
        plan(shop);
        String away = shop.database() + "_old";
        shop.server()
                .execute(
                        "postgres",
                        "ALTER DATABASE " + shop.database() + " RENAME TO " + away,
                        "CREATE DATABASE " + shop.database() + " TEMPLATE " + away);

        Result result = apply(shop.url());

        assertRefused(result, "Database id: ");
        assertThat(shop.conversations()).hasSize(42);
    }

    @Test
    void refusesARenamedDatabase() {
        plan(shop);
        String renamed = shop.database() + "_renamed";
        shop.server().execute("postgres", "ALTER DATABASE " + shop.database() + " RENAME TO " + renamed);

        Result result = apply(shop.url() + "_renamed");

        assertRefused(result, "Database: " + shop.database() + " in the plan, " + renamed + " now");
    }

    @Test
    void refusesADatabaseWhoseEnvironmentWasSetSincePlanning() {
        plan(shop);
        shop.execute("ALTER DATABASE " + shop.database() + " SET ouigate.environment = 'production'");

        Result result = apply(shop.url(), "--environment", "production");

        assertRefused(result, "Environment: – in the plan, production now");
        assertThat(shop.conversations()).hasSize(42);
    }

    @Test
    void refusesADatabaseWhoseEnvironmentHasChanged() {
        shop.execute("ALTER DATABASE " + shop.database() + " SET ouigate.environment = 'staging'");
        plan(shop, "--environment", "staging");
        shop.execute("ALTER DATABASE " + shop.database() + " SET ouigate.environment = 'production'");

        Result result = apply(shop.url(), "--environment", "production");

        assertRefused(result, "Environment: staging in the plan, production now");
        assertThat(shop.conversations()).hasSize(42);
    }

    private void plan(PostgresShop planned, String... options) {
        List<String> args = new ArrayList<>(List.of("--out", file()));
        args.addAll(List.of(options));
        Result result = new CommandLineRun().run("plan", planned, args.toArray(String[]::new));
        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    private Result apply(String url, String... options) {
        List<String> args = new ArrayList<>(List.of("apply", "--url", url, "--plan", file(), "--json"));
        args.addAll(List.of(options));
        return new CommandLineRun().withSystemProperty("confirmation", "OUI").run(args.toArray(String[]::new));
    }

    private static void assertRefused(Result result, String difference) {
        assertThat(result.exitCode()).as(result.output()).isEqualTo(4);
        assertThat(Json.error(result)).contains("The plan was made for another database", difference);
    }

    private String file() {
        return directory.resolve("plan.json").toString();
    }
}
