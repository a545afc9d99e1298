package io.github.ouigate.verify;

import io.github.ouigate.db.Dialect;
import io.github.ouigate.job.Job;
import io.github.ouigate.ledger.Conflict;
import io.github.ouigate.ledger.Ledger;
import io.github.ouigate.ledger.LedgerEntry;
import io.github.ouigate.ledger.LedgerNote;
import io.github.ouigate.ledger.LedgerRow;
import io.github.ouigate.ledger.TagReader;
import io.github.ouigate.ledger.TagRecord;
import io.github.ouigate.message.Message;
import io.github.ouigate.receipt.SavedReceipt;
import io.github.ouigate.verify.Check.Kind;
import io.github.ouigate.verify.Check.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks the ledger row of a run. */
record LedgerRowCheck(Connection connection, Dialect dialect, Ledger ledger, Job job) {
    /**
     * The result.
     *
     * @param runId the run that wrote the row, if known
     */
    record Finding(List<Check> checks, Optional<String> runId) {}

    Finding check(Optional<SavedReceipt> receipt) throws SQLException {
        TagRecord record = new TagReader(connection, dialect, ledger).read(job, ledger.everywhere(connection));
        Optional<String> runId = record.applied().flatMap(LedgerEntry::note).map(note -> note.runId()
                .value());
        List<Check> checks = new ArrayList<>();
        checks.add(
                record.applied().isPresent()
                        ? row(record.applied().get(), runId, receipt.flatMap(SavedReceipt::deletingRun))
                        : missing(record, receipt));
        Optional<LedgerNote> note = record.applied().flatMap(LedgerEntry::note);
        if (note.isPresent() && receipt.isPresent()) {
            receiptCheck(note.get(), receipt.get()).ifPresent(checks::add);
        }
        return new Finding(checks, runId);
    }

    /** Compares a receipt with the digest in the ledger row; empty if the receipt belongs to another run. */
    private static Optional<Check> receiptCheck(LedgerNote note, SavedReceipt receipt) {
        String run = note.runId().value();
        if (!receipt.runId().equals(run)) {
            return Optional.empty();
        }
        State state = receipt.isRecorded()
                ? note.documents()
                        .isOfReceipt(receipt.intendedDigest())
                        .map(same -> same ? State.HOLDS : State.DIFFERS)
                        .orElse(State.REPORTED)
                : State.NOT_CHECKED;
        return Optional.of(Check.of(Kind.RECEIPT, run, state, "verify.receipt." + state, run));
    }

    private Check row(LedgerEntry entry, Optional<String> found, Optional<String> expected) {
        String tag = job.tag();
        if (!tag.equals(entry.tag())) {
            String other = entry.tag() == null ? "–" : entry.tag();
            return check(State.DIFFERS, "verify.ledger.other-tag", entry.changeSet(), tag, other);
        }
        if (entry.executionType().equals("MARK_RAN")) {
            return check(State.DIFFERS, "verify.ledger.marked", tag);
        }
        if (expected.isPresent() && !expected.equals(found)) {
            return check(State.DIFFERS, "verify.ledger.other-run", tag, found.orElse("–"), expected.get());
        }
        return entry.note()
                .map(note -> check(
                        State.HOLDS, "verify.ledger.run", tag, note.runId().value(), note.operator()))
                .orElseGet(() -> check(State.HOLDS, "verify.ledger.elsewhere", tag));
    }

    private Check missing(TagRecord record, Optional<SavedReceipt> receipt) {
        String tag = job.tag();
        if (!record.elsewhere().isEmpty()) {
            LedgerRow first = record.elsewhere().get(0);
            return check(
                    State.DIFFERS,
                    "verify.ledger.other-ledger",
                    tag,
                    record.elsewhere(),
                    first.ledger().schema());
        }
        List<Conflict> conflicts = record.conflicts();
        if (!conflicts.isEmpty()) {
            Message conflict = conflicts.get(0).message();
            return check(State.DIFFERS, conflict.key(), conflict.arguments().toArray());
        }
        if (record.taken().isPresent()) {
            return check(
                    State.DIFFERS, "hazard.TAG_TAKEN", tag, record.taken().get().changeSet());
        }
        return receipt.filter(SavedReceipt::isOpen)
                .flatMap(SavedReceipt::deletingRun)
                .map(run -> check(State.DIFFERS, "verify.ledger.no-run", tag, run))
                .orElseGet(() -> check(State.DIFFERS, "verify.ledger.missing", tag));
    }

    private Check check(State state, String key, Object... arguments) {
        return Check.of(Kind.LEDGER, job.tag(), state, key, arguments);
    }
}
