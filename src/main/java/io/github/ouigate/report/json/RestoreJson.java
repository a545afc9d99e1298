package io.github.ouigate.report.json;

import io.github.ouigate.archive.Archive;
import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.db.TransactionMark;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.db.schema.TableWrites;
import io.github.ouigate.message.Message;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.receipt.RestoreReceipt;
import io.github.ouigate.run.Ending;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The document of a restore's receipt. */
record RestoreJson(
        Ending outcome,
        String runId,
        DatabaseIdentity database,
        String tag,
        String undoneRunId,
        ArchiveJson archive,
        String operator,
        Instant startedAt,
        Instant finishedAt,
        List<RestoredRowsJson> restored,
        List<Hazard> hazards,
        List<TableWrites> writtenTables,
        Map<String, Long> timings,
        @Nullable TransactionMark transaction,
        @Nullable Message error) {
    record RestoredRowsJson(TableName table, long archived, long restored) {}

    static RestoreJson of(RestoreReceipt receipt) {
        Archive archive = receipt.plan().archive();
        boolean restored = receipt.ending() == Ending.RESTORED;
        return new RestoreJson(
                ReceiptJson.outcome(receipt.ending()),
                receipt.run().runId().value(),
                receipt.plan().database(),
                archive.manifest().job().tag(),
                archive.manifest().runId(),
                ArchiveJson.of(archive),
                receipt.run().operator(),
                receipt.run().startedAt(),
                receipt.run().finishedAt(),
                archive.tables().stream()
                        .map(rows -> new RestoredRowsJson(rows.table(), rows.rows(), restored ? rows.rows() : 0))
                        .toList(),
                receipt.plan().hazards(),
                receipt.run().writtenTables(),
                ReceiptJson.timings(receipt.run().times()),
                receipt.run().transaction().orElse(null),
                receipt.run().error().orElse(null));
    }
}
