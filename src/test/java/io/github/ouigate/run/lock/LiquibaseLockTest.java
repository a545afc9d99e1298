package io.github.ouigate.run.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.Sessions;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Another session has locked the row of Liquibase's lock and does not finish. */
class LiquibaseLockTest {
    private final PostgresShop shop = new PostgresShop(PostgresServer.oldest());

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void refusesIfTheRowOfTheLockStaysLocked(int attempts) throws Exception {
        new CommandLineRun().run("apply", shop, "-Dconfirmation=OUI", "--tag", "earlier");
        shop.openConversation();
        List<String> before = shop.conversations();

        try (Sessions.Blocker other =
                new Sessions(shop).block("SELECT * FROM databasechangeloglock WHERE id = 1 FOR UPDATE")) {
            Result result = new CommandLineRun()
                    .run(
                            "apply",
                            shop,
                            "-Dconfirmation=OUI",
                            "--lock-timeout",
                            "100ms",
                            "--lock-attempts",
                            String.valueOf(attempts));

            assertThat(result.exitCode()).as(result.output()).isEqualTo(8);
            assertThat(result.out().replaceAll("\\s+", " "))
                    .contains("session " + other.pid(), "SELECT * FROM databasechangeloglock");
            assertThat(other.isOpen()).isTrue();
        }
        assertThat(shop.conversations()).isEqualTo(before);
    }
}
