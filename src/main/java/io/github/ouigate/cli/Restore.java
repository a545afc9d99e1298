package io.github.ouigate.cli;

import io.github.ouigate.archive.Archive;
import io.github.ouigate.archive.ArchiveReader;
import io.github.ouigate.db.url.ConnectionSettings;
import io.github.ouigate.gate.Confirmations;
import io.github.ouigate.gate.Decision;
import io.github.ouigate.gate.Gate;
import io.github.ouigate.ledger.Ledger;
import io.github.ouigate.ledger.RunId;
import io.github.ouigate.plan.Guards;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.RestorePlan;
import io.github.ouigate.planner.RestorePlanner;
import io.github.ouigate.receipt.RestoreReceipt;
import io.github.ouigate.run.Outcome;
import io.github.ouigate.run.RunSettings;
import io.github.ouigate.run.lock.Runner;
import java.sql.SQLException;
import java.time.Instant;

/** The way back, from an archive to its receipt: digests, plan, gate, run. */
public final class Restore {
    private final ProcessContext context;
    private final Console output;
    private final Request request;

    public Restore(ProcessContext context, Console output, Request request) {
        this.context = context;
        this.output = output;
        this.request = request;
    }

    /**
     * What is asked for.
     *
     * @param ready waits until a run can begin
     */
    public record Request(
            ArchiveReader reader, Guards guards, Confirmations confirmations, RunSettings settings, Runnable ready) {}

    /** Tells it on a target, and returns how it ended. */
    public RestoreReceipt tell(ConnectionSettings target) throws SQLException {
        Instant start = context.clock().instant();
        RunId runId = RunId.at(start);
        Archive archive = request.reader().archive();
        request.reader().check(archive, () -> {});
        try (ConnectionOptions.Opened opened = ConnectionOptions.open(target, runId.sessionName(), context, output)) {
            String schema = archive.origin().job().ledgerSchema();
            Ledger ledger = new Ledger(opened.connector().dialect(), schema.isEmpty() ? null : schema);
            RestorePlan plan = new RestorePlanner(opened.connector().dialect(), ledger)
                    .plan(opened.connection(), archive, request.reader(), request.guards());
            output.info(output.text().restorePlan(plan));
            if (!plan.applicable()) {
                return record(runId, plan, start).refused(Hazard.refusal(plan.hazards()));
            }
            if (!request.settings().rehearse()) {
                Decision decision = new Gate()
                        .decide(
                                request.confirmations(),
                                ConfirmationOptions.question(context.terminal(), output, () -> output.text()
                                        .question(plan)));
                if (decision instanceof Decision.Closed closed) {
                    return record(runId, plan, start).declined(closed.reason());
                }
            }
            request.ready().run();
            try (ConnectionOptions.Opened live = opened.renewed(runId.sessionName());
                    ConsoleProgress teller = new ConsoleProgress(context, output)) {
                Runner runner = new Runner(
                        opened.connector(), ledger, request.settings(), context.interruption(), teller, outcome -> {});
                Outcome outcome = runner.restore(live.connection(), plan, runId);
                return record(runId, plan, start).ended(outcome, runner.times());
            }
        }
    }

    private RestoreReceipt.Run record(RunId runId, RestorePlan plan, Instant start) {
        return new RestoreReceipt.Run(
                runId,
                plan,
                request.settings().operator(),
                start,
                context.clock().instant());
    }
}
