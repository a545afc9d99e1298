package io.github.ouigate.run.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.run.progress.Progress;
import io.github.ouigate.run.progress.Step;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.CuttingProxy;
import io.github.ouigate.testing.CuttingProxy.Cut;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** After a broken connection, the exit code reports the actual outcome, or that it is unknown. */
class LostCommitTest {
    private static final String TAG = "support-threads-purge";

    private final PostgresShop shop = new PostgresShop(PostgresServer.oldest());
    private final CuttingProxy proxy;
    private final List<String> conversations = shop.conversations();

    LostCommitTest() throws IOException {
        proxy = new CuttingProxy(shop.server().port());
    }

    @AfterEach
    void closeProxy() {
        proxy.close();
    }

    @Test
    void reportsRolledBackIfTheCommitNeverArrived() {
        Result result = apply(cutCommit(Cut.BEFORE_COMMIT));

        assertThat(proxy.isArmed()).isFalse();
        assertThat(result.exitCode()).as(result.output()).isEqualTo(5);
        assertThat(result.out()).contains("Rolled back: no data has changed.");
        assertNothingChanged();
        assertNextRunDeletes();
    }

    @Test
    void reportsCommittedIfOnlyTheAnswerWasLost() {
        Result result = apply(cutCommit(Cut.BEFORE_ANSWER));

        assertThat(proxy.isArmed()).isFalse();
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.out()).contains("Done: the rows are deleted, and the ledger records it.");
        assertDeleted();
    }

    @Test
    void reportsUnknownIfTheServerCannotBeQueried() {
        Result result = apply(cutCommit(Cut.BEFORE_ANSWER_FOR_GOOD), "--resolve-timeout", "500ms");

        assertThat(proxy.isArmed()).isFalse();
        assertThat(result.exitCode()).as(result.output()).isEqualTo(6);
        assertThat(result.out()).contains("Unknown: the rows are deleted, or nothing has changed.", "ouigate status");

        Result status = new CommandLineRun().run("status", shop);

        assertThat(status.out()).contains("applied on", runId(result));
        assertDeleted();
    }

    @Test
    @Tag("slow")
    void reportsRolledBackIfTheConnectionBreaksBetweenTheDeletes() {
        Result result = apply(step -> {
            if (step == Step.DELETED) {
                proxy.cutNow();
            }
        });

        assertThat(result.exitCode()).as(result.output()).isEqualTo(5);
        assertThat(result.out()).contains("Rolled back: no data has changed.", "I/O error");
        assertNothingChanged();
        assertNextRunDeletes();
    }

    @Test
    @Tag("slow")
    void reportsRolledBackIfTheServerEndsTheSessionBeforeTheCommit() {
        Result result = apply(step -> {
            if (step == Step.COMMITTING) {
                shop.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND application_name LIKE 'ouigate %'");
            }
        });

        assertThat(result.exitCode()).as(result.output()).isEqualTo(5);
        assertNothingChanged();
        assertNextRunDeletes();
    }

    @Test
    @Tag("slow")
    void reportsRolledBackIfTheServerRejectsTheCommit() {
        shop.execute(
                "CREATE FUNCTION object() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN RAISE ''the audit says no''; END'",
                "CREATE CONSTRAINT TRIGGER audit AFTER DELETE ON messages DEFERRABLE INITIALLY DEFERRED"
                        + " FOR EACH ROW EXECUTE FUNCTION object()");

        Result result = apply(step -> {});

        assertThat(result.exitCode()).as(result.output()).isEqualTo(5);
        assertThat(result.out()).contains("the audit says no");
        assertNothingChanged();
        assertThat(shop.lockHolders()).isEmpty();
    }

    private Progress cutCommit(Cut cut) {
        return step -> {
            if (step == Step.COMMITTING) {
                proxy.arm(cut);
            }
        };
    }

    private Result apply(Progress progress, String... options) {
        List<String> args = new ArrayList<>(List.of("apply", "--url", shop.url(proxy.port()), "-Dconfirmation=OUI"));
        args.addAll(List.of(options));
        return new CommandLineRun().watchedBy(progress).run(args.toArray(String[]::new));
    }

    private static String runId(Result result) {
        return result.out().replaceAll("(?s).*\\bRun +(\\S+).*", "$1");
    }

    private void assertNothingChanged() {
        assertThat(shop.conversations()).isEqualTo(conversations);
        assertThat(shop.ledger(TAG)).isEmpty();
    }

    private void assertNextRunDeletes() {
        Result next = new CommandLineRun().run("apply", shop, "-Dconfirmation=OUI");

        assertThat(next.exitCode()).as(next.output()).isZero();
        assertDeleted();
    }

    private void assertDeleted() {
        assertThat(shop.conversations()).isEmpty();
        assertThat(shop.ledger(TAG)).hasSize(1);
        assertThat(shop.lockHolders()).isEmpty();
    }
}
