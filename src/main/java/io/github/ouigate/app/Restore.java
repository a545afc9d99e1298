package io.github.ouigate.app;

import io.github.ouigate.archive.Archive;
import io.github.ouigate.db.DatabaseSession;
import io.github.ouigate.ledger.Ledger;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.RefusedException;
import io.github.ouigate.plan.RestorePlan;
import io.github.ouigate.planner.RestorePlanner;
import io.github.ouigate.receipt.RestoreReceipt;
import io.github.ouigate.run.RunResult;
import io.github.ouigate.run.restore.RestoreTask;
import java.sql.SQLException;

/** Executes a restore of an archive: digests, plan, gate, run, receipt. */
public record Restore(AppContext context, RestoreRequest request) {
    /** Checks the archive, plans, asks for the confirmation and runs. */
    public RestoreReceipt execute() throws SQLException {
        GatedExecution execution = new GatedExecution(context, request.execution());
        Archive archive = request.archive();
        requireIntact(archive);
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
                    run -> new RestoreTask(run, plan));
            return RestoreReceipt.of(execution.record(result), plan, result.outcome());
        }
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
