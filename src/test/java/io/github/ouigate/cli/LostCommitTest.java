package io.github.ouigate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.job.Changelog;
import io.github.ouigate.job.JobReader;
import io.github.ouigate.job.JobReading;
import io.github.ouigate.ledger.Ledger;
import io.github.ouigate.ledger.RunId;
import io.github.ouigate.plan.Drift;
import io.github.ouigate.plan.Guards;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.plan.Planner;
import io.github.ouigate.receipt.Receipt;
import io.github.ouigate.report.Style;
import io.github.ouigate.report.TextReport;
import io.github.ouigate.report.Words;
import io.github.ouigate.run.Interruption;
import io.github.ouigate.run.Outcome;
import io.github.ouigate.run.Progress;
import io.github.ouigate.run.RunSettings;
import io.github.ouigate.run.Runner;
import io.github.ouigate.run.Step;
import io.github.ouigate.target.Connector;
import io.github.ouigate.target.TargetUrl;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.CuttingProxy;
import io.github.ouigate.testing.CuttingProxy.Cut;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.io.IOException;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A connection that breaks: the exit code still tells what the server did, or says that nobody knows. */
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
    void saysRolledBackWhenTheCommitNeverArrived() {
        Result result = apply(cutCommit(Cut.BEFORE_COMMIT));

        assertThat(proxy.isArmed()).isFalse();
        assertThat(result.exitCode()).as(result.output()).isEqualTo(5);
        assertThat(result.out()).contains("Rolled back: no data has changed.");
        assertNothingChanged();
        assertNextRunDeletes();
    }

    @Test
    void saysCommittedWhenOnlyTheAnswerWasLost() {
        Result result = apply(cutCommit(Cut.BEFORE_ANSWER));

        assertThat(proxy.isArmed()).isFalse();
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.out()).contains("Done: the rows are deleted, and the ledger says so.");
        assertDeleted();
    }

    /** With less patience than the command line has, which would ask the server for half a minute. */
    @Test
    void saysUnknownWhenTheServerCannotBeAsked() throws Exception {
        Receipt receipt = run(cutCommit(Cut.BEFORE_ANSWER_FOR_GOOD), Duration.ofMillis(500));

        assertThat(proxy.isArmed()).isFalse();
        assertThat(ExitCode.of(receipt.ending()).code()).isEqualTo(6);
        assertThat(new TextReport(new Words(Locale.ENGLISH), new Style(false)).receipt(receipt))
                .contains("Unknown: the rows may be deleted or not.", "ouigate status");

        Result status = new CommandLineRun().run("status", shop);

        assertThat(status.out()).contains("applied on", receipt.runId().value());
        assertDeleted();
    }

    @Test
    void saysRolledBackWhenTheConnectionBreaksBetweenTheDeletes() {
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
    void saysRolledBackWhenTheServerEndsTheSessionBeforeTheCommit() {
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
    void saysRolledBackWhenTheServerRefusesTheCommit() {
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

    private Result apply(Progress progress) {
        return new CommandLineRun()
                .watchedBy(progress)
                .run("apply", "--url", shop.url(proxy.port()), "-Dconfirmation=OUI");
    }

    private Receipt run(Progress progress, Duration resolveTimeout) throws Exception {
        JobReading.Safe job =
                (JobReading.Safe) new JobReader().read(Changelog.bundled("changelogs/support-threads.yaml"), Map.of());
        Connector connector = new Connector(TargetUrl.parse(shop.url(proxy.port())));
        Ledger ledger = new Ledger(connector.dialect(), null);
        RunId runId = RunId.at(Instant.now());
        try (Connection connection = connector.open(runId.sessionName())) {
            Plan plan = new Planner(connector.dialect(), ledger).plan(connection, job.job(), Guards.NONE);
            RunSettings settings = new RunSettings(
                    "dba",
                    Duration.ofSeconds(5),
                    1,
                    Optional.empty(),
                    Drift.parse("0").orElseThrow(),
                    resolveTimeout,
                    false);
            Runner runner = new Runner(connector, ledger, settings, new Interruption(), progress);
            Outcome outcome = runner.run(connection, plan, runId);
            return new Receipt.Run(runId, plan, "dba", runId.start(), Instant.now()).ended(outcome, runner.times());
        }
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
