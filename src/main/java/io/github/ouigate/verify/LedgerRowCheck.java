package io.github.ouigate.verify;

import io.github.ouigate.db.TableName;
import io.github.ouigate.job.Job;
import io.github.ouigate.ledger.Ledger;
import io.github.ouigate.ledger.LedgerEntry;
import io.github.ouigate.ledger.LedgerNote;
import io.github.ouigate.message.Message;
import io.github.ouigate.receipt.SavedReceipt;
import io.github.ouigate.verify.Check.Kind;
import io.github.ouigate.verify.Check.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Looks for the run in the ledger, whose row was committed with the deletes. */
final class LedgerRowCheck {
    private final Connection connection;
    private final Ledger ledger;

    LedgerRowCheck(Connection connection, Ledger ledger) {
        this.connection = connection;
        this.ledger = ledger;
    }

    /** What the ledger says, and of which run. */
    record Finding(List<Check> checks, Optional<String> runId) {}

    Finding check(Job job, Optional<SavedReceipt> receipt) throws SQLException {
        List<LedgerEntry> entries = ledger.entries(connection, job.tag(), job.changeSet());
        Optional<LedgerEntry> applied = LedgerEntry.of(job.changeSet(), entries);
        Check check = applied.isPresent()
                ? row(job, applied.get(), receipt.flatMap(SavedReceipt::runId))
                : missing(job, entries, receipt);
        Optional<String> runId =
                applied.flatMap(LedgerEntry::note).map(note -> note.runId().value());
        return new Finding(List.of(check), runId);
    }

    private static Check row(Job job, LedgerEntry entry, Optional<String> expected) {
        String tag = job.tag();
        if (!tag.equals(entry.tag())) {
            return differs(
                    tag,
                    Message.of(
                            "verify.ledger.other-tag",
                            entry.changeSet(),
                            tag,
                            entry.tag() == null ? "–" : entry.tag()));
        }
        if (entry.executionType().equals("MARK_RAN")) {
            return differs(tag, Message.of("verify.ledger.marked", tag));
        }
        Optional<String> found = entry.note().map(note -> note.runId().value());
        if (expected.isPresent() && !expected.equals(found)) {
            return differs(tag, Message.of("verify.ledger.other-run", tag, found.orElse("–"), expected.get()));
        }
        return entry.note()
                .map(note -> holds(tag, note))
                .orElseGet(() -> Check.of(Kind.LEDGER, tag, State.HOLDS, "verify.ledger.elsewhere", tag));
    }

    private static Check holds(String tag, LedgerNote note) {
        return Check.of(
                Kind.LEDGER,
                tag,
                State.HOLDS,
                "verify.ledger.run",
                tag,
                note.runId().value(),
                note.operator());
    }

    private Check missing(Job job, List<LedgerEntry> entries, Optional<SavedReceipt> receipt) throws SQLException {
        String tag = job.tag();
        List<TableName> others = ledger.elsewhere(connection, ledger.everywhere(connection), tag, job.changeSet());
        if (!others.isEmpty()) {
            return differs(
                    tag,
                    Message.of(
                            "verify.ledger.other-ledger",
                            tag,
                            others,
                            others.get(0).schema()));
        }
        if (!entries.isEmpty()) {
            return differs(
                    tag, Message.of("hazard.TAG_TAKEN", tag, entries.get(0).changeSet()));
        }
        Optional<String> run = receipt.filter(SavedReceipt::isOpen).flatMap(SavedReceipt::runId);
        return differs(
                tag,
                run.map(id -> Message.of("verify.ledger.no-run", tag, id))
                        .orElse(Message.of("verify.ledger.missing", tag)));
    }

    private static Check differs(String tag, Message message) {
        return new Check(Kind.LEDGER, tag, State.DIFFERS, List.of(message));
    }
}
