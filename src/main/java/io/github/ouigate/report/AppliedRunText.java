package io.github.ouigate.report;

import io.github.ouigate.ledger.LedgerEntry;
import io.github.ouigate.ledger.LedgerNote;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Tells of the run that a row of the ledger is about. */
public final class AppliedRunText {
    static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private AppliedRunText() {}

    static void tell(Page page, Messages words, LedgerEntry entry) {
        page.line(words.text("plan.applied", when(entry)));
        Optional<LedgerNote> note = entry.note();
        if (note.isPresent()) {
            page.line(words.text(
                    "applied.by",
                    note.get().runId().value(),
                    note.get().operator(),
                    note.get().deletions()));
        } else {
            page.line(words.text(entry.executionType().equals("MARK_RAN") ? "applied.marked" : "applied.elsewhere"));
        }
    }

    /** Returns a moment to the second. */
    public static String utc(Instant moment) {
        return MOMENT.withZone(ZoneOffset.UTC).format(moment) + " UTC";
    }

    static String when(LedgerEntry entry) {
        return entry.note().map(note -> utc(note.runId().start())).orElseGet(() -> MOMENT.format(entry.executedAt()));
    }
}
