package io.github.ouigate.report.json;

import io.github.ouigate.ledger.LedgerEntry;
import io.github.ouigate.ledger.LedgerNote;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The run that has applied the tag, as the ledger's row records it. */
record AppliedRunJson(
        String changeSet,
        String executedAt,
        @Nullable String startedAt,
        String executionType,
        @Nullable String runId,
        @Nullable String operator,
        List<String> deletions) {
    static AppliedRunJson of(LedgerEntry entry) {
        Optional<LedgerNote> note = entry.note();
        return new AppliedRunJson(
                entry.changeSet(),
                entry.executedAt().toString(),
                note.map(run -> run.runId().start().toString()).orElse(null),
                entry.executionType(),
                note.map(run -> run.runId().value()).orElse(null),
                note.map(LedgerNote::operator).orElse(null),
                note.map(LedgerNote::deletions).orElse(List.of()));
    }
}
