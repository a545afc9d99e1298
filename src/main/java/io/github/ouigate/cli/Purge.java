package io.github.ouigate.cli;

import io.github.ouigate.archive.ArchivePlace;
import io.github.ouigate.db.Dialect;
import io.github.ouigate.db.url.ConnectionSettings;
import io.github.ouigate.gate.Confirmations;
import io.github.ouigate.gate.Decision;
import io.github.ouigate.gate.Gate;
import io.github.ouigate.job.Job;
import io.github.ouigate.ledger.Ledger;
import io.github.ouigate.ledger.RunId;
import io.github.ouigate.message.Message;
import io.github.ouigate.plan.Guards;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.plan.SavedPlan;
import io.github.ouigate.planner.Planner;
import io.github.ouigate.receipt.Receipt;
import io.github.ouigate.run.BeforeCommitHook;
import io.github.ouigate.run.Outcome;
import io.github.ouigate.run.RunSettings;
import io.github.ouigate.run.RunTimes;
import io.github.ouigate.run.lock.Runner;
import io.github.ouigate.run.purge.ArchiveRequest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** The main story, from a job to its receipt: plan, gate, run. */
public final class Purge {
    private final ProcessContext context;
    private final Console output;
    private final Request request;

    public Purge(ProcessContext context, Console output, Request request) {
        this.context = context;
        this.output = output;
        this.request = request;
    }

    /**
     * What is asked for.
     *
     * @param approved the plan that was approved, if it is to be that one and no other
     * @param archive the directory in which to archive what is deleted
     * @param receipts the directory in which to keep the receipt
     * @param vacuum whether to vacuum the purged tables after the commit
     * @param detailed whether the receipt is to tell of the tables that stay, which are counted after the commit
     * @param ready waits until a run can begin
     * @param ledgers makes the ledger of a database product
     */
    public record Request(
            Job job,
            Optional<SavedPlan> approved,
            Guards guards,
            Confirmations confirmations,
            RunSettings settings,
            Optional<Path> archive,
            Optional<Path> receipts,
            boolean vacuum,
            boolean detailed,
            Runnable ready,
            Function<Dialect, Ledger> ledgers) {}

    /** Tells it on a target, and returns how it ended. */
    public Receipt tell(ConnectionSettings target) throws SQLException {
        Instant start = context.clock().instant();
        RunId runId = RunId.at(start);
        Optional<ArchivePlace> archive = request.archive()
                .map(directory -> ArchivePlace.in(directory, request.job().tag(), runId));
        archive.ifPresent(ArchivePlace::check);
        Optional<ReceiptStore> kept = request.receipts()
                .map(directory -> new ReceiptStore(directory, request.job().tag(), runId, output));
        kept.ifPresent(ReceiptStore::check);
        Receipt receipt = tell(target, runId, start, archive, kept);
        kept.ifPresent(files -> files.complete(receipt));
        return receipt;
    }

    private Receipt tell(
            ConnectionSettings target,
            RunId runId,
            Instant start,
            Optional<ArchivePlace> archive,
            Optional<ReceiptStore> kept)
            throws SQLException {
        try (ConnectionOptions.Opened opened = ConnectionOptions.open(target, runId.sessionName(), context, output)) {
            Connection session = opened.connection();
            Ledger ledger = request.ledgers().apply(opened.connector().dialect());
            Plan found =
                    new Planner(opened.connector().dialect(), ledger).plan(session, request.job(), request.guards());
            Plan plan = request.approved()
                    .map(saved -> saved.approve(found, request.settings().maxDrift()))
                    .orElse(found);
            if (plan.applicable() && plan.applied().isPresent()) {
                return record(runId, plan, start).alreadyApplied(plan.applied().get());
            }
            output.info(output.text().plan(plan));
            if (archive.isPresent() && archive.get().isTaken()) {
                return record(runId, plan, start)
                        .refused(Message.of("archive.exists", archive.get().directory()));
            }
            if (!plan.applicable()) {
                return record(runId, plan, start).refused(Hazard.refusal(plan.hazards()));
            }
            if (!request.settings().rehearse()) {
                Decision decision = new Gate()
                        .decide(
                                request.confirmations(),
                                ConfirmationOptions.question(context.terminal(), output, () -> output.text()
                                        .question(plan, archive.map(ArchivePlace::directory))));
                if (decision instanceof Decision.Closed closed) {
                    return record(runId, plan, start).declined(closed.reason());
                }
            }
            request.ready().run();
            Receipt receipt = run(opened, ledger, plan, runId, start, archive, kept);
            if (receipt.ending() != Receipt.Ending.COMMITTED || !(request.detailed() || request.vacuum())) {
                return receipt;
            }
            kept.ifPresent(files -> files.settle(receipt));
            return receipt.with(
                    new PostCommit(opened.connector(), plan, context.interruption(), output).look(request.vacuum()));
        }
    }

    /** Runs the plan. The session ends with it: what follows a commit keeps no other run waiting. */
    private Receipt run(
            ConnectionOptions.Opened opened,
            Ledger ledger,
            Plan plan,
            RunId runId,
            Instant start,
            Optional<ArchivePlace> archive,
            Optional<ReceiptStore> kept)
            throws SQLException {
        try (ConnectionOptions.Opened live = opened.renewed(runId.sessionName());
                ConsoleProgress teller = new ConsoleProgress(context, output)) {
            BeforeCommitHook intention = outcome -> {
                if (kept.isPresent() && outcome instanceof Outcome.Committed commit) {
                    kept.get().write(record(runId, plan, start).intended(commit, RunTimes.NONE));
                }
            };
            Runner runner = new Runner(
                    opened.connector(), ledger, request.settings(), context.interruption(), teller, intention);
            Outcome outcome = runner.purge(
                    live.connection(),
                    plan,
                    runId,
                    archive.map(place -> new ArchiveRequest(place, Version.text(), start)));
            return record(runId, plan, start).ended(outcome, runner.times());
        }
    }

    private Receipt.Run record(RunId runId, Plan plan, Instant start) {
        return new Receipt.Run(
                runId,
                plan,
                request.settings().operator(),
                start,
                context.clock().instant());
    }
}
