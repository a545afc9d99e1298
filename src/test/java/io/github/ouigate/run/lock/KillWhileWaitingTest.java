package io.github.ouigate.run.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.EveryPostgres;
import io.github.ouigate.testing.OuigateProcess;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.Sessions;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;

/** The server detects that a run was killed while it executes a statement for it. */
@ParameterizedClass
@EveryPostgres
class KillWhileWaitingTest {
    private static final String TAG = "support-threads-purge";
    private static final String LOCK_OUT = "LOCK TABLE messages IN ACCESS EXCLUSIVE MODE";

    private final PostgresShop shop;
    private final Sessions sessions;

    KillWhileWaitingTest(int version) {
        shop = new PostgresShop(PostgresServer.version(version));
        sessions = new Sessions(shop);
    }

    @Test
    void sessionEndsIfKilledWhileWaitingForTheTables() throws Exception {
        List<String> before = shop.conversations();
        try (OuigateProcess process =
                        OuigateProcess.startAndPauseAt("LOCKING", "apply", "--url", shop.url(), "-Dconfirmation=OUI");
                Sessions.Blocker blocker = sessions.block(LOCK_OUT)) {
            process.goOn();
            sessions.awaitWaitingFor("relation");

            process.kill();

            sessions.awaitNone();
            assertThat(blocker.isOpen()).isTrue();
            assertThat(status().out()).contains("which was killed", "the next run takes it over");
            assertThat(status("--json").out()).contains("\"state\" : \"DEAD\"");
        }
        assertThat(shop.conversations()).isEqualTo(before);
        assertThat(shop.ledger(TAG)).isEmpty();

        Result again = new CommandLineRun().run("apply", shop, "-Dconfirmation=OUI");

        assertThat(again.exitCode()).as(again.output()).isZero();
        assertThat(shop.conversations()).isEmpty();
        assertThat(shop.ledger(TAG)).hasSize(1);
        assertThat(shop.lockHolders()).isEmpty();
    }

    @Tag("slow")
    @Test
    void sessionEndsIfKilledWhilePlanning() throws Exception {
        try (Sessions.Blocker blocker = sessions.block("LOCK TABLE users IN ACCESS EXCLUSIVE MODE");
                OuigateProcess process = OuigateProcess.start("plan", "--url", shop.url())) {
            sessions.awaitWaitingFor("relation");

            process.kill();

            sessions.awaitNone();
            assertThat(blocker.isOpen()).isTrue();
        }
    }

    private Result status(String... options) {
        return new CommandLineRun().run("status", shop, options);
    }
}
