package io.github.ouigate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.KnownPassword;
import io.github.ouigate.testing.OuigateProcess;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The parts that only a process has: its environment, its visible arguments, and the log of {@code --verbose}. */
@EnabledOnOs(OS.LINUX)
class SecretsOfAProcessTest {
    private static final PostgresServer SERVER = PostgresServer.newest();

    private final PostgresShop shop = new PostgresShop(SERVER);
    private final String role = "keeper_of_" + shop.database();

    @TempDir
    private Path directory;

    @BeforeEach
    void makeRole() {
        shop.execute("CREATE ROLE " + role + " LOGIN SUPERUSER PASSWORD " + KnownPassword.quoted()
                + " IN ROLE with_password");
    }

    @Test
    void argumentsAndLogContainNoSecret() throws IOException {
        PostgresShop another = new PostgresShop(SERVER);
        Path passwords = Files.writeString(
                directory.resolve("pgpass"), "*:*:*:" + role + ":" + KnownPassword.inPasswordFile() + "\n");
        Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-------"));

        try (OuigateProcess byFile = apply(Map.of("PGPASSFILE", passwords.toString()), "--url", url(shop, ""));
                OuigateProcess byUrl = apply(
                        Map.of("DATABASE_URL", url(another, ":" + KnownPassword.encoded())),
                        "--expect-database",
                        another.database());
                OuigateProcess failing = OuigateProcess.start(
                        Map.of("PGPASSWORD", KnownPassword.VALUE), "plan", "--verbose", "--url", url(shop, "") + "x")) {
            for (OuigateProcess process : List.of(byFile, byUrl)) {
                process.awaitOutput("AT DELETED");
                KnownPassword.assertNotIn("the arguments", process.arguments());
                process.goOn();

                assertThat(process.exitCode()).as(process.output()).isZero();
                assertThat(process.output()).contains(role, "INFO: ");
                KnownPassword.assertNotIn("the log", process.output());
            }
            assertThat(failing.exitCode()).isEqualTo(1);
            assertThat(failing.output()).contains(role, "Caused by: ");
            KnownPassword.assertNotIn("the log", failing.output());
        }
    }

    private OuigateProcess apply(Map<String, String> environment, String... connection) {
        List<String> args = new ArrayList<>(List.of("apply", "--verbose", "-Dconfirmation=OUI"));
        args.addAll(List.of(connection));
        return OuigateProcess.startToPauseAt("DELETED", environment, args.toArray(String[]::new));
    }

    private String url(PostgresShop database, String password) {
        return "postgresql://" + role + password + "@127.0.0.1:" + SERVER.port() + "/" + database.database();
    }
}
