package io.github.ouigate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.Hazards;
import io.github.ouigate.testing.HtmlPage;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A command uses the database that psql would open with the same name, or is refused. */
class DatabaseNamesTest {
    private static final String USUAL = "NOTE MISSING_INDEX public.messages";

    private final PostgresShop shop = new PostgresShop(PostgresServer.newest());

    @TempDir
    private Path directory;

    @Test
    void purgesTheDatabaseNamedByTheParameter() {
        PostgresShop meant = new PostgresShop(PostgresServer.newest());

        Result result = new CommandLineRun()
                .run(
                        "apply",
                        "--url",
                        shop.url(1) + "?dbname=" + meant.database() + "&port=" + port(),
                        "-Dconfirmation=OUI");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(meant.conversations()).isEmpty();
        assertThat(shop.conversations()).hasSize(42);
    }

    /**
     * Spellings of other drivers are recognised: https://github.com/ankane/pghero/issues/280,
     * https://github.com/eduardolat/pgbackweb/issues/3, https://github.com/brianc/node-postgres/pull/2345,
     * https://github.com/brianc/node-postgres/issues/2475.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            postgresql://postgres@127.0.0.1:{port}/{shop}?sslmod=require         | Did you mean sslmode?
            postgresql://postgres@127.0.0.1:{port}/{shop}?no_such=1              | no_such
            postgresql://postgres@127.0.0.1:{port}/{shop}?sslcrl=crl.pem         | sslcrl
            jdbc:postgresql://127.0.0.1:{port}/{shop}?user=postgres&dbname=other | dbname
            jdbc:postgresql://127.0.0.1:{port}/{shop}?user=postgres&sslMode=require | Did you mean sslmode?
            postgresql://dba:a/b@127.0.0.1:{port}/{shop}                         | / as %2F
            postgresql://dba:100%@127.0.0.1:{port}/{shop}                        | Write % itself as %25
            postgresql://dba:a@b@127.0.0.1:{port}/{shop}                         | %40
            postgresql://postgres@127.0.0.1:{port}/{shop}?sslmode=no-verify      | verify-full
            postgresql://postgres@127.0.0.1:{port}/{shop}?encoding=SQL_ASCII     | parameter encoding
            postgresql://postgres@127.0.0.1:{port}/{shop}?schema=public          | Did you mean currentSchema?
            jdbc:postgresql://postgres:secret@127.0.0.1:{port}/{shop}            | --user
            socket:/var/run/postgresql?db={shop}                                 | The form of the URL is unknown
            """)
    void refusesAParameterThatItDoesNotHonour(String name, String said) {
        String url = name.replace("{port}", port()).replace("{shop}", shop.database());

        Result result = new CommandLineRun().run("apply", "--url", url, "-Dconfirmation=OUI");

        assertThat(result.exitCode()).as(result.output()).isEqualTo(2);
        assertThat(result.err()).contains(said);
        assertThat(shop.conversations()).hasSize(42);
    }

    /** https://github.com/sasha-alias/sqltabs/issues/170 and https://github.com/vitaly-t/pg-promise/issues/513. */
    @Test
    void acceptsPasswordsWithCharactersThatLibpqAccepts() {
        String role = "signs_of_" + shop.database();
        shop.execute("CREATE ROLE " + role + " SUPERUSER LOGIN PASSWORD 'k?e#y$&=+^' IN ROLE with_password");

        Result result = new CommandLineRun()
                .run(
                        "apply",
                        "--url",
                        "postgresql://" + role + ":k?e#y$&=+^@127.0.0.1:" + port() + "/" + shop.database(),
                        "-Dconfirmation=OUI");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(shop.conversations()).isEmpty();
    }

    @Test
    void usesTheDatabaseOfLibpqVariablesIfItIsExpected() {
        CommandLineRun run = new CommandLineRun()
                .withEnvironment("PGHOST", "127.0.0.1")
                .withEnvironment("PGPORT", port())
                .withEnvironment("PGUSER", "postgres")
                .withEnvironment("PGDATABASE", shop.database());

        Result plan = run.run("plan");
        Result unexpected = run.run("apply", "-Dconfirmation=OUI");
        Result expected = run.run("apply", "-Dconfirmation=OUI", "--expect-database", shop.database());

        assertThat(plan.exitCode()).as(plan.output()).isZero();
        assertThat(unexpected.exitCode()).isEqualTo(4);
        assertThat(unexpected.output()).contains("PGHOST", "--expect-database " + shop.database());
        assertThat(expected.exitCode()).as(expected.output()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            OUIGATE_URL  | OUIGATE_URL={url} |
            DATABASE_URL | DATABASE_URL={url} |
            PGPORT       | OUIGATE_URL={url} PGPORT={port}                                | --url postgresql://postgres@127.0.0.1/{shop}
            PGHOST       | PGHOST=127.0.0.1 PGPORT={port} PGUSER=postgres PGDATABASE={shop} |
            PGDATABASE   | PGDATABASE={shop}                                              | --url postgresql://postgres@127.0.0.1:{port}
            PGSERVICE    | PGSERVICE=shop PGSERVICEFILE={services} |
            -            | OUIGATE_URL=nowhere PGHOST=nowhere                             | --url {url}
            -            | PGSERVICEFILE={services}                                       | --url service=shop
            """)
    @Tag("slow")
    void warnsInThePlanWhereApplyRefusesTheSourceOfTheUrl(String source, String variables, String given)
            throws IOException {
        Path services = Files.writeString(
                directory.resolve("services"),
                "[shop]\nhost=127.0.0.1\nport=" + port() + "\ndbname=" + shop.database() + "\nuser=postgres\n");
        CommandLineRun run = new CommandLineRun();
        for (String variable : filled(variables, services).split(" ", -1)) {
            String[] parts = variable.split("=", 2);
            run.withEnvironment(parts[0], parts[1]);
        }
        List<String> url =
                given == null ? List.of() : List.of(filled(given, services).split(" ", -1));
        Path file = directory.resolve("plan.json");
        Path page = directory.resolve("plan.html");

        Result text = run.run(with(url, "plan", "--out=" + file, "--html=" + page));
        Result document = run.run(with(url, "plan", "--json"));
        Result apply = run.run(with(url, "apply", "--rehearse"));
        Result applied = run.run(with(url, "apply", "--rehearse", "--plan=" + file));
        Result expected = run.run(with(url, "plan", "--expect-database=" + shop.database()));

        boolean refused = !source.equals("-");
        String hazard = "The environment variable " + source + " selects the database " + shop.database();
        assertThat(List.of(text.exitCode(), document.exitCode()))
                .as(text.output())
                .containsOnly(0);
        assertThat(List.of(apply.exitCode(), applied.exitCode()))
                .as(apply.output())
                .containsOnly(refused ? 4 : 0);
        assertThat(Hazards.in(document)).hasSize(refused ? 2 : 1).contains(refused ? "WARN AMBIENT_URL" : USUAL);
        assertThat(text.out().replaceAll("\\s+", " ").contains(hazard)).isEqualTo(refused);
        assertThat(HtmlPage.of(Files.readString(page)).text().contains(hazard)).isEqualTo(refused);
        assertThat(expected.exitCode()).as(expected.output()).isZero();
    }

    private String filled(String text, Path services) {
        return text.replace("{url}", shop.url())
                .replace("{port}", port())
                .replace("{shop}", shop.database())
                .replace("{services}", services.toString());
    }

    private static String[] with(List<String> url, String... words) {
        return Stream.concat(Stream.of(words), url.stream()).toArray(String[]::new);
    }

    /** The port of a URL without one is PGPORT, as in psql, so that the command line does not determine the server. */
    @Test
    void requiresAnExpectedDatabaseIfAVariableCompletesTheUrl() {
        Result result = new CommandLineRun()
                .in(Locale.FRENCH)
                .withEnvironment("PGPORT", port())
                .run("apply", "--url", "postgresql://postgres@127.0.0.1/" + shop.database(), "-Dconfirmation=OUI");

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.output()).contains("PGPORT", "désigne la base");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "servers have no Unix-domain sockets there by default")
    void connectsThroughAUnixDomainSocket() {
        String directory = shop.value("SHOW unix_socket_directories").split(",", -1)[0];
        String url = "host=" + directory + " port=" + port() + " user=postgres dbname=" + shop.database();

        Result apply = new CommandLineRun().run("apply", "--url", url, "-Dconfirmation=OUI");
        Result nobody = new CommandLineRun().run("plan", "--url", url.replace("port=", "port=1 application_name="));

        assertThat(apply.exitCode()).as(apply.output()).isZero();
        assertThat(apply.out()).contains("through a Unix socket, as postgres").doesNotContain("embedded");
        assertThat(shop.conversations()).isEmpty();
        assertThat(nobody.exitCode()).isEqualTo(1);
        assertThat(nobody.err()).contains("cannot be reached", "host=" + directory + "&port=1");
    }

    private String port() {
        return String.valueOf(shop.server().port());
    }
}
