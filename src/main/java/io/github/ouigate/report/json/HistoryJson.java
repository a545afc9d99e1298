package io.github.ouigate.report.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ouigate.ledger.LedgerNote;
import io.github.ouigate.ledger.RecordedRun;
import io.github.ouigate.ledger.RestoreNote;
import io.github.ouigate.status.History;
import io.github.ouigate.status.LedgerStatus.Unread;
import java.util.List;
import java.util.Optional;

/** The members of a history's document. */
final class HistoryJson {
    private HistoryJson() {}

    static ObjectNode of(History history) {
        return JsonReport.members()
                .put("outcome", history.isUnknown() ? "UNKNOWN" : "LISTED")
                .putPOJO("database", history.database())
                .putPOJO("ledgers", history.ledgers())
                .putPOJO(
                        "unread",
                        history.unread().stream().map(HistoryJson::unread).toList())
                .putPOJO("runs", history.runs().stream().map(HistoryJson::run).toList())
                .putPOJO("error", history.isUnknown() ? ErrorJson.of(history.unread()) : null);
    }

    private static ObjectNode unread(Unread unread) {
        return JsonReport.members()
                .putPOJO("ledger", unread.table())
                .putPOJO("message", unread.problem())
                .putPOJO("remedy", unread.remedy());
    }

    private static ObjectNode run(RecordedRun run) {
        Optional<LedgerNote> purge = run.purge();
        return JsonReport.members()
                .put("tag", run.tag())
                .put("runId", run.runId().value())
                .putPOJO("startedAt", run.runId().start())
                .put("operator", purge.map(LedgerNote::operator).orElse(null))
                .putPOJO("deletions", purge.map(LedgerNote::deletions).orElse(List.of()))
                .putPOJO("changes", purge.map(LedgerNote::changes).orElse(List.of()))
                .put(
                        "receiptDigest",
                        purge.flatMap(note -> note.documents().receipt()).orElse(null))
                .put(
                        "archiveDigest",
                        purge.flatMap(note -> note.documents().archive()).orElse(null))
                .putPOJO("ledger", run.ledger())
                .put("recordedAt", run.recordedAt().toString())
                .putPOJO("restored", run.restore().map(HistoryJson::restore).orElse(null));
    }

    private static ObjectNode restore(RestoreNote restore) {
        return JsonReport.members()
                .put("runId", restore.runId().value())
                .putPOJO("startedAt", restore.runId().start())
                .put("operator", restore.operator())
                .putPOJO("rows", restore.rows());
    }
}
