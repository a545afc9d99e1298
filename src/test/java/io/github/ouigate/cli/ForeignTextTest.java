package io.github.ouigate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.OuigateProcess;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts from elsewhere: statements of other sessions, values of rows, and messages of the server. */
class ForeignTextTest {
    private final PostgresShop shop = new PostgresShop(PostgresServer.newest());

    @TempDir
    private Path directory;

    @Test
    void masksTheStatementsOfOtherSessionsAndSavesNone() throws Exception {
        String role = "clerk_of_" + shop.database();
        try (Connection other = shop.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("CREATE ROLE " + role);
            statement.execute("UPDATE messages SET content = content");
            statement.execute("ALTER ROLE " + role + " PASSWORD 'hunter2'");

            Result plan =
                    new CommandLineRun().run("plan", shop, "--out", file("plan.json"), "--html", file("plan.html"));
            Result json = new CommandLineRun().run("plan", shop, "--json");
            Result apply = new CommandLineRun()
                    .run(
                            "apply",
                            shop,
                            "-Dconfirmation=OUI",
                            "--lock-attempts",
                            "1",
                            "--lock-timeout",
                            "50ms",
                            "--receipt-dir",
                            directory.toString());

            assertThat(plan.out()).containsIgnoringWhitespaces("ALTER ROLE " + role + " PASSWORD '…'");
            assertThat(apply.exitCode()).as(apply.output()).isEqualTo(8);
            assertThat(apply.output()).containsIgnoringWhitespaces("ALTER ROLE " + role + " PASSWORD '…'");
            assertThat(plan.output() + json.output() + apply.output()).doesNotContain("hunter2");
            assertThat(json.out()).contains("TABLE_LOCKED").doesNotContain("ALTER ROLE");
            assertThat(saved()).contains("TABLE_LOCKED").doesNotContain("hunter2", "ALTER ROLE");
        }
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    private String saved() throws IOException {
        StringBuilder text = new StringBuilder();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.{json,html}")) {
            for (Path file : files) {
                text.append(Files.readString(file));
            }
        }
        return text.toString();
    }

    @Test
    @Tag("slow")
    void printsNoValueThatTheServerCannotConvert() {
        shop.execute(
                "UPDATE messages SET content = 'my \"secret\" is 42'",
                "CREATE FUNCTION convert() RETURNS trigger LANGUAGE plpgsql AS"
                        + " $$BEGIN RETURN CASE WHEN OLD.content::integer > 1 THEN OLD END; END$$",
                "CREATE TRIGGER audit BEFORE DELETE ON messages FOR EACH ROW EXECUTE FUNCTION convert()");

        try (OuigateProcess apply =
                OuigateProcess.start("apply", "--url", shop.url(), "-Dconfirmation=OUI", "--verbose")) {
            assertThat(apply.exitCode()).as(apply.output()).isEqualTo(5);
            assertThat(apply.output())
                    .contains("SQLSTATE 22P02 (invalid_text_representation)", "the run has failed", "\tat ")
                    .doesNotContain("secret");
        }
    }

    @Test
    @Tag("slow")
    void printsTracesWithoutControlCharacters() {
        shop.execute(
                "CREATE FUNCTION object() RETURNS trigger LANGUAGE plpgsql AS"
                        + " $$BEGIN RAISE E'no\\033]0;owned\\007 \\u202Eway'; END$$",
                "CREATE TRIGGER audit BEFORE DELETE ON messages EXECUTE FUNCTION object()");

        try (OuigateProcess apply =
                OuigateProcess.start("apply", "--url", shop.url(), "-Dconfirmation=OUI", "--verbose")) {
            assertThat(apply.exitCode()).as(apply.output()).isEqualTo(5);
            assertThat(apply.output())
                    .contains("owned", "the run has failed", "\tat ")
                    .doesNotContain("\u001b]", "\u0007", "\u202e");
        }

        Result plan = new CommandLineRun().run("plan", "--url", shop.url() + "%1B%5D0,owned", "--verbose");

        assertThat(plan.exitCode()).isEqualTo(1);
        assertThat(plan.err()).contains("owned", "\tat ").doesNotContain("\u001b]");
    }
}
