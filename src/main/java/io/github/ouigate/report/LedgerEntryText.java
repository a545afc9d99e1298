package io.github.ouigate.report;

import io.github.ouigate.ledger.LedgerEntry;
import io.github.ouigate.ledger.LedgerNote;
import java.util.Optional;

/** Describes the run that wrote a row of the ledger. */
final class LedgerEntryText {
    private LedgerEntryText() {}

    static void write(Page page, LedgerEntry entry) {
        page.line("plan.applied", when(entry));
        Optional<LedgerNote> note = entry.note();
        if (note.isPresent()) {
            page.line(
                    "applied.by",
                    note.get().runId().value(),
                    note.get().operator(),
                    note.get().deletions());
        } else {
            page.line(entry.executionType().equals("MARK_RAN") ? "applied.marked" : "applied.elsewhere");
        }
    }

    static String when(LedgerEntry entry) {
        return entry.note()
                .map(note -> Messages.utc(note.runId().start()))
                .orElseGet(() -> Messages.SECONDS.format(entry.executedAt()));
    }
}
