package io.github.ouigate.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.run.progress.Step;
import io.github.ouigate.testing.Await;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.CuttingProxy;
import io.github.ouigate.testing.OuigateProcess;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that end abnormally clean up and report the correct outcome. */
class WindUpTest {
    private static final String TAG = "support-threads-purge";
    private static final Duration SOON = Duration.ofSeconds(10);

    private final PostgresShop shop = new PostgresShop(PostgresServer.oldest());

    @Tag("slow")
    @Test
    void releasesTheLockAfterRepeatedInterruptions() throws Exception {
        new CommandLineRun().run("apply", shop, "-Dconfirmation=OUI", "--tag", "earlier");
        shop.openConversation();
        List<String> before = shop.conversations();
        shop.execute(
                "CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN PERFORM pg_sleep(0.5); RETURN NEW; END'",
                "CREATE TRIGGER slow BEFORE UPDATE ON databasechangeloglock FOR EACH ROW"
                        + " WHEN (OLD.locked AND NOT NEW.locked) EXECUTE FUNCTION dawdle()");
        Interruption interruption = new Interruption();
        RepeatedInterrupter impatient = new RepeatedInterrupter(interruption);

        Result result = new CommandLineRun()
                .stoppedBy(interruption)
                .watchedBy(step -> {
                    if (step == Step.DELETED && !impatient.isAlive()) {
                        interruption.request();
                        impatient.start();
                    }
                })
                .run("apply", shop, "-Dconfirmation=OUI");
        impatient.end();

        assertThat(result.exitCode()).as(result.output()).isEqualTo(130);
        assertThat(shop.lockHolders()).isEmpty();
        assertThat(shop.conversations()).isEqualTo(before);
    }

    @Test
    void rollsBackIfMemoryRunsOutBeforeTheCommit() {
        List<String> before = shop.conversations();
        try (OuigateProcess process = pausedAt("DELETED:1")) {
            process.fail();

            assertThat(process.exitCodeWithin(SOON)).as(process.output()).isEqualTo(5);
            assertThat(process.out()).contains("Rolled back: no data has changed.", "The program failed");
        }
        assertThat(shop.conversations()).isEqualTo(before);
        assertThat(shop.ledger(TAG)).isEmpty();
        assertThat(shop.lockHolders()).isEmpty();
    }

    @Test
    @Tag("slow")
    void reportsTheCommitIfMemoryRunsOutAfterIt() {
        try (OuigateProcess process = pausedAt("COMMITTED")) {
            process.fail();

            assertThat(process.exitCodeWithin(SOON)).as(process.output()).isZero();
            assertThat(process.out()).contains("Done: the rows are deleted, and the ledger records it.");
        }
        assertThat(shop.conversations()).isEmpty();
        assertThat(shop.ledger(TAG)).hasSize(1);
        assertThat(shop.lockHolders()).isEmpty();
    }

    @Test
    @Tag("slow")
    void keepsTheExitCodeIfInterruptedAfterTheResult() {
        try (OuigateProcess process = pausedAt("ENDED")) {
            process.signal("TERM");

            assertThat(process.exitCodeWithin(SOON)).as(process.output()).isZero();
            assertThat(process.out()).contains("Done: the rows are deleted, and the ledger records it.");
        }
        assertThat(shop.conversations()).isEmpty();
    }

    /** An upgrade replaces the files of a running program. */
    @Test
    @Tag("slow")
    void reportsTheCommitAfterTheJarsWereRemoved(@TempDir Path jars) throws IOException {
        try (CuttingProxy proxy = new CuttingProxy(shop.server().port());
                OuigateProcess process = OuigateProcess.startAndPauseAt(
                        "COMMITTING", jars, "apply", "--url", shop.url(proxy.port()), "-Dconfirmation=OUI")) {
            proxy.arm(CuttingProxy.Cut.SILENT_BEFORE_ANSWER);
            process.goOn();
            Await.until("the commit", () -> shop.conversations().isEmpty() && proxy.isSilent(), process::output);
            try (DirectoryStream<Path> copies = Files.newDirectoryStream(jars)) {
                for (Path jar : copies) {
                    Files.write(jar, new byte[0]);
                }
            }
            proxy.speak();

            assertThat(process.exitCodeWithin(SOON)).as(process.output()).isZero();
            assertThat(process.output()).containsAnyOf("Done: the rows are deleted", "ouigate: COMMITTED");
        }
    }

    private OuigateProcess pausedAt(String point) {
        return OuigateProcess.startAndPauseAt(point, "apply", "--url", shop.url(), "-Dconfirmation=OUI");
    }

    /** Interrupts the run repeatedly. */
    private static final class RepeatedInterrupter extends Thread {
        private final Interruption interruption;
        private volatile boolean ended;

        RepeatedInterrupter(Interruption interruption) {
            this.interruption = interruption;
        }

        @Override
        public void run() {
            while (!ended) {
                interruption.request();
            }
        }

        void end() throws InterruptedException {
            ended = true;
            join();
        }
    }
}
