package io.github.ouigate.run.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.OuigateProcess;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.Sessions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The server releases the locks of a run that has stopped within seconds. */
@Tag("slow")
class DeadRunnerTest {
    private static final Duration SECONDS = Duration.ofSeconds(20);

    private final PostgresShop shop = new PostgresShop(PostgresServer.newest());

    /** The process sends nothing, as on a suspended machine; its connection remains open. */
    @Test
    void serverEndsARunThatIsIdleInItsTransaction() {
        List<String> before = shop.conversations();
        try (OuigateProcess run =
                OuigateProcess.startAndPauseAt("DELETED:2", "apply", "--url", shop.url(), "-Dconfirmation=OUI")) {
            new Sessions(shop).awaitNone(SECONDS);

            shop.openConversation();
            run.goOn();

            assertThat(run.exitCode()).as(run.output()).isEqualTo(5);
            assertThat(run.out()).contains("Rolled back: no data has changed.");
        }
        assertThat(shop.conversations()).hasSize(before.size() + 2).containsAll(before);
        assertThat(shop.ledger("support-threads-purge")).isEmpty();
        assertThat(shop.lockHolders()).isEmpty();
    }
}
