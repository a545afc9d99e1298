package io.github.ouigate.report;

import io.github.ouigate.ledger.LedgerNote;
import io.github.ouigate.ledger.RecordedRun;
import io.github.ouigate.ledger.RestoreNote;
import io.github.ouigate.message.Message;
import io.github.ouigate.status.History;
import io.github.ouigate.status.LedgerStatus.Unread;

/** The page of a history: each run with its deleted rows and its restore. */
public record HistoryPage(Page page) {
    public void write(History history) {
        Object ledgers = history.ledgers().isEmpty() ? Message.of("ledger.none") : history.ledgers();
        page.heading("history.title")
                .keyValues(new KeyValues(page.messages)
                        .database(history.database())
                        .add("fact.ledger", ledgers));
        for (RecordedRun run : history.runs()) {
            write(run, history.ledgers().size() > 1);
        }
        if (history.runs().isEmpty() && !history.isUnknown()) {
            page.gap();
            page.line("history.none");
        }
        for (Unread unread : history.unread()) {
            page.gap();
            page.paragraph(unread.problem());
            page.next(unread.remedy());
        }
    }

    private void write(RecordedRun run, boolean namesLedger) {
        page.heading("history.run", run.tag(), Messages.utc(run.runId().start()));
        KeyValues keyValues = new KeyValues(page.messages);
        run.purge()
                .ifPresentOrElse(
                        note -> keyValues.run(run.runId().value(), note.operator()),
                        () -> keyValues.add("fact.run", run.runId().value()));
        run.purge().ifPresent(note -> purge(note, keyValues));
        run.restore().ifPresent(note -> restore(note, keyValues));
        if (namesLedger) {
            keyValues.add("fact.ledger", run.ledger());
        }
        page.keyValues(keyValues);
    }

    private void purge(LedgerNote note, KeyValues keyValues) {
        keyValues.add("history.deleted", page.counts(note.deletions()));
        if (!note.changes().isEmpty()) {
            keyValues.add("history.changed", Message.of("history.changed-rows", page.counts(note.changes())));
        }
        note.documents().archive().ifPresent(digest -> keyValues.add("history.archive", digest));
        note.documents().receipt().ifPresent(digest -> keyValues.add("history.receipt", digest));
    }

    private void restore(RestoreNote note, KeyValues keyValues) {
        Message by = Message.of(
                "history.restored-by",
                Messages.utc(note.runId().start()),
                Message.of("receipt.run", note.runId().value(), note.operator()),
                page.counts(note.rows()));
        keyValues.add("history.restored", Emphasis.WARNING, by);
    }
}
