package io.github.ouigate.app;

import io.github.ouigate.archive.Archive;
import io.github.ouigate.archive.ArchiveReader;
import io.github.ouigate.db.DatabaseSession;
import io.github.ouigate.ledger.Ledger;
import io.github.ouigate.plan.RestorePlan;
import io.github.ouigate.planner.RestorePlanner;
import io.github.ouigate.receipt.RestoreReceipt;
import io.github.ouigate.run.RunResult;
import io.github.ouigate.run.restore.RestoreTask;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The way back, from an archive to its receipt: digests, plan, gate, run.
 *
 * @param digest the expected digest of the manifest, if one is expected
 */
public record Restore(AppContext context, ExecutionRequest request, ArchiveReader reader, Optional<String> digest) {
    /** Checks the archive, plans, asks and runs. */
    public RestoreReceipt execute() throws SQLException {
        GatedExecution execution = new GatedExecution(context, request);
        Archive archive = reader.archive(digest);
        reader.check(archive, () -> {});
        try (DatabaseSession session = execution.open()) {
            String schema = archive.manifest().ledgerSchema();
            Ledger ledger = new Ledger(session.dialect(), schema.isEmpty() ? null : schema);
            RestorePlan plan = new RestorePlanner(session.dialect(), ledger)
                    .plan(session.connection(), archive, reader, request.guards());
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
}
