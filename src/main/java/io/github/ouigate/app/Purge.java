package io.github.ouigate.app;

import io.github.ouigate.archive.ArchivePlace;
import io.github.ouigate.db.DatabaseSession;
import io.github.ouigate.ledger.Ledger;
import io.github.ouigate.plan.Drift;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.planner.Planner;
import io.github.ouigate.receipt.Receipt;
import io.github.ouigate.report.Messages;
import io.github.ouigate.report.json.JsonReport;
import io.github.ouigate.run.BeforeCommitHook;
import io.github.ouigate.run.RunResult;
import io.github.ouigate.run.liquibase.JobCheck;
import io.github.ouigate.run.outcome.Ending;
import io.github.ouigate.run.outcome.Outcome;
import io.github.ouigate.run.progress.RunTimes;
import io.github.ouigate.run.purge.PurgeOptions;
import io.github.ouigate.run.purge.PurgeTask;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Executes a purge: plan, gate, run, receipt. */
public final class Purge {
    private final AppContext context;
    private final PurgeRequest request;
    private final GatedExecution execution;
    private final Optional<ArchivePlace> archive;
    private final Optional<PlannedArchive> planned;
    private final Optional<PurgeReceiptStore> receipts;

    /** Prepares a purge; {@code messages} are for the stored receipt. */
    public Purge(AppContext context, PurgeRequest request, Messages messages) {
        this.context = context;
        this.request = request;
        this.execution = new GatedExecution(context, request.execution());
        String tag = request.job().tag();
        this.archive = request.archive()
                .map(directory ->
                        ArchivePlace.in(directory, tag, execution.start().runId()));
        this.planned = archive.map(PlannedArchive::new);
        this.receipts = request.receipts()
                .map(directory ->
                        new PurgeReceiptStore(directory, tag, execution.start().runId(), messages));
    }

    /** Plans, asks for the confirmation and runs. */
    public Receipt execute() throws SQLException {
        planned.ifPresent(PlannedArchive::check);
        receipts.ifPresent(PurgeReceiptStore::check);
        Receipt receipt = purge(JobCheck.start(request.job()));
        receipts.ifPresent(store -> store.complete(receipt, context.operator()));
        return receipt;
    }

    private Receipt purge(JobCheck check) throws SQLException {
        try (DatabaseSession session = execution.open()) {
            if (planned.isPresent()) {
                planned.get().requireRowCopy(session);
            }
            Ledger ledger = new Ledger(session.dialect(), request.ledgerSchema().orElse(null));
            Plan plan = plan(session, ledger);
            if (plan.applicable() && plan.applied().isPresent()) {
                Outcome applied = new Outcome.AlreadyApplied(plan.applied().get());
                return receipt(plan, RunResult.notBegun(applied));
            }
            Operator operator = context.operator();
            operator.show(operator.text().plan(plan));
            check.await();
            RunResult result = execution.run(
                    session,
                    ledger,
                    plan.hazards(),
                    operator.question(operator.text().question(plan, archive.map(ArchivePlace::directory))),
                    run -> new PurgeTask(run, plan, options(plan)));
            return withPostCommit(session, plan, receipt(plan, result));
        }
    }

    /** Makes the plan, and compares it with the approved one if given. */
    private Plan plan(DatabaseSession session, Ledger ledger) throws SQLException {
        Plan made = new Planner(session.dialect(), ledger, planned.map(PlannedArchive::room))
                .plan(session.connection(), request.job(), request.execution().guards(), false);
        Plan found = planned.map(wanted -> wanted.checked(made)).orElse(made);
        return request.approved()
                .map(saved -> saved.approve(found, request.maxDrift().orElse(Drift.NONE)))
                .orElseGet(() -> request.maxDrift().map(found::with).orElseGet(found::withDefaultDrift));
    }

    private PurgeOptions options(Plan plan) {
        RunResult rehearsed = RunResult.notBegun(new Outcome.Rehearsed(List.of(), List.of()));
        Optional<String> unused = digest(plan, rehearsed); // loads the classes before writers wait
        receipts.ifPresent(store -> store.prepare(receipt(plan, rehearsed)));
        BeforeCommitHook writeReceipt = outcome -> {
            if (receipts.isPresent()) {
                RunResult intended = new RunResult(outcome, RunTimes.NONE);
                receipts.get().write(receipt(plan, intended).intended());
            }
        };
        return new PurgeOptions(
                archive,
                context.tool(),
                execution.start().at(),
                writeReceipt,
                committed -> digest(plan, new RunResult(committed, RunTimes.NONE)),
                request.execution().guards().allowSlow());
    }

    /** Returns the digest of the intended receipt; empty if the receipt is not written as JSON. */
    private Optional<String> digest(Plan plan, RunResult result) {
        return request.documented()
                ? Optional.of(new JsonReport().intendedDigest(receipt(plan, result)))
                : Optional.empty();
    }

    private Receipt receipt(Plan plan, RunResult result) {
        return Receipt.of(execution.record(result), plan, result.outcome());
    }

    /** Counts the preserved tables and vacuums the purged ones after a commit, if requested. */
    private Receipt withPostCommit(DatabaseSession session, Plan plan, Receipt receipt) {
        if (receipt.ending() != Ending.COMMITTED || !(request.documented() || request.vacuum())) {
            return receipt;
        }
        receipts.ifPresent(store -> store.writeCommitted(receipt));
        return receipt.with(new PostCommit(session.connector(), plan, context).execute(request.vacuum()));
    }
}
