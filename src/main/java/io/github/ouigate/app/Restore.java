package io.github.ouigate.app;

import io.github.ouigate.archive.Archive;
import io.github.ouigate.db.DatabaseSession;
import io.github.ouigate.ledger.Ledger;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.RefusedException;
import io.github.ouigate.plan.RestorePlan;
import io.github.ouigate.planner.RestorePlanner;
import io.github.ouigate.receipt.RestoreReceipt;
import io.github.ouigate.report.Messages;
import io.github.ouigate.report.SavedDocument;
import io.github.ouigate.run.BeforeCommitHook;
import io.github.ouigate.run.RunResult;
import io.github.ouigate.run.outcome.Outcome;
import io.github.ouigate.run.progress.RunTimes;
import io.github.ouigate.run.restore.RestoreTask;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Executes a restore of an archive: digests, plan, gate, run, receipt.
 *
 * @param messages are for the stored receipt
 */
public record Restore(AppContext context, RestoreRequest request, Messages messages) {
    /** Checks the archive, plans, asks for the confirmation and runs. */
    public RestoreReceipt execute() throws SQLException {
        GatedExecution execution = new GatedExecution(context, request.execution());
        Archive archive = request.archive();
        Optional<RestoreReceiptStore> receipts = request.receipts()
                .map(directory -> new RestoreReceiptStore(
                        directory,
                        archive.manifest().job().tag(),
                        execution.start().runId(),
                        messages));
        receipts.ifPresent(RestoreReceiptStore::check);
        requireIntact(archive);
        RestoreReceipt receipt = restore(execution, archive, receipts);
        receipts.ifPresent(store -> store.complete(receipt, context.operator()));
        return receipt;
    }

    private RestoreReceipt restore(GatedExecution execution, Archive archive, Optional<RestoreReceiptStore> receipts)
            throws SQLException {
        try (DatabaseSession session = execution.open()) {
            String schema = archive.manifest().ledgerSchema();
            Ledger ledger = new Ledger(session.dialect(), schema.isEmpty() ? null : schema);
            RestorePlan plan = new RestorePlanner(session.dialect(), ledger)
                    .plan(
                            session.connection(),
                            archive,
                            request.reader(),
                            request.skippable(),
                            request.execution().guards());
            Operator operator = context.operator();
            operator.show(operator.text().restorePlan(plan));
            RunResult result = execution.run(
                    session,
                    ledger,
                    plan.hazards(),
                    operator.question(operator.text().question(plan)),
                    run -> new RestoreTask(run, plan, writeReceipt(execution, plan, receipts)));
            return RestoreReceipt.of(execution.record(result), plan, result.outcome());
        }
    }

    private static BeforeCommitHook writeReceipt(
            GatedExecution execution, RestorePlan plan, Optional<RestoreReceiptStore> receipts) {
        Outcome rehearsed = new Outcome.Rehearsed(List.of(), List.of());
        receipts.ifPresent(store -> store.prepare(receipt(execution, plan, rehearsed)));
        return intended -> {
            if (receipts.isPresent()) {
                SavedDocument unused =
                        receipts.get().write(receipt(execution, plan, intended).intended());
            }
        };
    }

    private static RestoreReceipt receipt(GatedExecution execution, RestorePlan plan, Outcome intended) {
        RunResult result = new RunResult(intended, RunTimes.NONE);
        return RestoreReceipt.of(execution.record(result), plan, intended);
    }

    private void requireIntact(Archive archive) {
        String tag = archive.manifest().job().tag();
        if (request.tag().filter(named -> !named.equals(tag)).isPresent()) {
            throw new RefusedException(Message.of(
                    "archive.other-tag", archive.directory(), tag, request.tag().get()));
        }
        request.reader().check(archive, () -> {});
    }
}
