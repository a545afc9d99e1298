package io.github.ouigate.report.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ouigate.ledger.LedgerEntry;
import io.github.ouigate.ledger.LedgerNote;
import java.util.List;
import java.util.Optional;

/** The members for the run that applied the tag, from its ledger row. */
final class AppliedRunJson {
    private AppliedRunJson() {}

    static ObjectNode of(LedgerEntry entry) {
        Optional<LedgerNote> note = entry.note();
        return JsonReport.members()
                .put("changeSet", entry.changeSet())
                .put("executedAt", entry.executedAt().toString())
                .put(
                        "startedAt",
                        note.map(run -> run.runId().start().toString()).orElse(null))
                .put("executionType", entry.executionType())
                .put("runId", note.map(run -> run.runId().value()).orElse(null))
                .put("operator", note.map(LedgerNote::operator).orElse(null))
                .putPOJO("deletions", note.map(LedgerNote::deletions).orElse(List.of()))
                .putPOJO("changes", note.map(LedgerNote::changes).orElse(List.of()));
    }
}
