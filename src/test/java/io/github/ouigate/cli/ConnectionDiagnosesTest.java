package io.github.ouigate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.Await;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Connection errors name the server's reason and the user; a password is requested only if it can help. */
class ConnectionDiagnosesTest {
    private final PostgresShop shop = new PostgresShop(PostgresServer.newest());
    private final String role = "visitor_of_" + shop.database();

    @TempDir
    private Path directory;

    @Test
    void reportsThatTheServerHasNoTls() {
        assertFails(
                new CommandLineRun().typing("a password").run("plan", shop.reachedWith("?sslmode=require")),
                "(postgres)",
                "The server does not support SSL.");
    }

    @Test
    void reportsThatTheUserIsThatOfTheOperatingSystem() {
        String url = "postgresql://127.0.0.1:" + shop.server().port() + "/" + shop.database();
        CommandLineRun run = new CommandLineRun().withSystemProperty("user.name", "nobody_here");

        assertFails(
                run.run("plan", "--url", url),
                "(nobody_here)",
                "role \"nobody_here\" does not exist",
                "of the operating system");
        assertFails(run.in(Locale.FRENCH).run("plan", "--url", "jdbc:" + url), "nobody_here", "celui du système");
        assertFails(
                run.in(Locale.ENGLISH).run("plan", "--url", url, "--user", "nobody_else"),
                "pg_hba.conf",
                "nobody_else");
    }

    /** For example, in a container with an arbitrary user ID: https://github.com/docker-library/postgres/issues/359. */
    @Test
    void requiresAUserIfTheOperatingSystemHasNone() {
        String url = "postgresql://127.0.0.1:" + shop.server().port() + "/" + shop.database();

        Result result =
                new CommandLineRun().withSystemProperty("user.name", "?").run("plan", "--url", url);

        assertThat(result.exitCode()).as(result.output()).isEqualTo(2);
        assertThat(result.err()).contains("--user");
    }

    @Test
    void reportsAMissingDatabase() {
        assertFails(
                new CommandLineRun().run("plan", "--url", shop.url() + "?dbname=no_such_shop"),
                "no_such_shop (postgres)",
                "database \"no_such_shop\" does not exist");
    }

    @Test
    void reportsTooManyConnections() {
        shop.execute("CREATE ROLE " + role + " LOGIN CONNECTION LIMIT 0");

        assertIsBusy(
                new CommandLineRun().run("plan", shop, "--user", role),
                "(" + role + ")",
                "too many connections for role",
                "Try again later");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there, the directory is what is protected")
    void reportsAnExposedPasswordFile() throws IOException {
        shop.execute("CREATE ROLE " + role + " LOGIN PASSWORD 'kept' IN ROLE with_password");
        Path file = Files.writeString(directory.resolve("pgpass"), "*:*:*:" + role + ":wrong\n");
        CommandLineRun run = new CommandLineRun().withEnvironment("PGPASSFILE", file.toString());

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertFails(run.run("plan", shop, "--user", role), "(" + role + ") requires a password", "chmod 0600 " + file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertFails(run.run("plan", shop, "--user", role), "password authentication failed", "is from " + file);

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Result asked = run.typing("kept").run("status", shop, "--user", role);
        assertThat(asked.exitCode()).as(asked.output()).isZero();
        assertThat(asked.err()).contains("chmod 0600 " + file, "Password for ");
    }

    @Test
    @Tag("slow")
    void reportsDeniedAccessAndAServerThatIsStopping() throws Exception {
        try (PostgresServer server = PostgresServer.start(
                PostgresServer.versions().get(PostgresServer.versions().size() - 1))) {
            PostgresShop own = new PostgresShop(server);
            Path data = Path.of(own.value("SHOW data_directory"));
            Path rules = data.resolve("pg_hba.conf");
            Files.writeString(
                    rules, "host all outsider all reject\nhostnossl all plain all reject\n" + Files.readString(rules));
            own.execute("CREATE ROLE outsider LOGIN", "CREATE ROLE plain LOGIN", "SELECT pg_reload_conf()");
            Await.until(
                    "the rules",
                    () -> new CommandLineRun()
                                    .run("plan", own, "--user", "outsider")
                                    .exitCode()
                            == 1,
                    () -> "not read");

            assertFails(
                    new CommandLineRun().run("plan", own, "--user", "outsider"),
                    "(outsider)",
                    "pg_hba.conf rejects connection");
            // https://github.com/pgbouncer/pgbouncer/issues/812,
            // https://github.com/zalando/postgres-operator/issues/964
            assertFails(
                    new CommandLineRun().run("plan", own.reachedWith("?sslmode=disable"), "--user", "plain"),
                    "(plain)",
                    "no encryption",
                    "sslmode");

            try (Connection last = own.connect()) {
                stopWhenTheLastHasGone(data);
                Await.until("the end", () -> isRefused(own), () -> "goes on");
                assertIsBusy(
                        new CommandLineRun().run("plan", own),
                        "(postgres)",
                        "the database system is shutting down",
                        "Try again when the server is ready");
                // The server does not answer, and the next one is tried.
                assertThat(new CommandLineRun()
                                .run(
                                        "plan",
                                        "--url",
                                        "postgresql://postgres@127.0.0.1:" + server.port() + ",127.0.0.1:"
                                                + shop.server().port() + "/" + shop.database())
                                .exitCode())
                        .isZero();
                assertThat(last.isValid(1)).isTrue();
            }
        }
    }

    /** Requests a smart shutdown (PostgreSQL manual, 18.5). */
    private static void stopWhenTheLastHasGone(Path data) throws IOException {
        long postmaster = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
        ProcessHandle.of(postmaster).orElseThrow().destroy();
    }

    private static boolean isRefused(PostgresShop shop) {
        try (Connection connection = shop.connect()) {
            return connection.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    private static void assertFails(Result result, String... said) {
        assertEnds(1, result, said);
    }

    /** Asserts that the command can be run again later. */
    private static void assertIsBusy(Result result, String... said) {
        assertEnds(8, result, said);
    }

    private static void assertEnds(int exitCode, Result result, String... said) {
        assertThat(result.exitCode()).as(result.output()).isEqualTo(exitCode);
        assertThat(result.err()).contains(said).doesNotContain("Password for");
    }
}
