package io.github.ouigate.run.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.Await;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.CuttingProxy;
import io.github.ouigate.testing.CuttingProxy.Cut;
import io.github.ouigate.testing.OuigateProcess;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A server or proxy that accepts connections but stops answering. */
class SilentServerTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final PostgresShop shop = new PostgresShop(PostgresServer.newest());
    private final CuttingProxy proxy;

    SilentServerTest() throws IOException {
        proxy = new CuttingProxy(shop.server().port());
    }

    @AfterEach
    void closeProxy() {
        proxy.close();
    }

    @Test
    void reportsUnknownIfTheCommitIsNotAnswered() {
        try (OuigateProcess process = pausedAtCommit("--resolve-timeout", "2s")) {
            proxy.arm(Cut.SILENT_BEFORE_ANSWER);
            process.goOn();

            assertThat(process.exitCodeWithin(SOON)).as(process.output()).isEqualTo(6);
            assertThat(process.out()).contains("Unknown: the rows are deleted, or nothing has changed.");
        }
        assertThat(shop.conversations()).isEmpty();
    }

    @Test
    @Tag("slow")
    void reportsCommittedIfNothingIsAnsweredAfterTheCommit() {
        try (OuigateProcess process = pausedAtCommit("--json", "--vacuum")) {
            proxy.arm(Cut.SILENT_AFTER_ANSWER);
            process.goOn();

            assertThat(process.exitCodeWithin(SOON)).as(process.output()).isZero();
            assertThat(process.out()).contains("\"outcome\" : \"COMMITTED\"");
        }
        assertThat(shop.conversations()).isEmpty();
    }

    @Tag("slow")
    @Test
    void reportsUnknownIfInterruptedDuringTheWait() {
        try (OuigateProcess process = pausedAtCommit("--resolve-timeout", "10m")) {
            proxy.arm(Cut.SILENT_BEFORE_ANSWER);
            process.goOn();
            Await.until("the commit", proxy::isSilent, process::output);
            process.signal("TERM");

            assertThat(process.exitCode()).as(process.output()).isEqualTo(6);
            assertThat(process.output()).contains("during the commit", "ouigate status");
        }
    }

    @Test
    void connectionAttemptEndsIfNoServerAnswers() {
        proxy.fallSilent();

        Result plan = new CommandLineRun().run("plan", "--url", shop.url(proxy.port()) + "?loginTimeout=1");

        assertThat(plan.exitCode()).as(plan.output()).isEqualTo(1);
        assertThat(plan.err()).contains("cannot be reached");
    }

    private OuigateProcess pausedAtCommit(String... options) {
        List<String> args = new ArrayList<>(List.of("apply", "--url", shop.url(proxy.port()), "-Dconfirmation=OUI"));
        args.addAll(List.of(options));
        return OuigateProcess.startAndPauseAt("COMMITTING", args.toArray(String[]::new));
    }
}
