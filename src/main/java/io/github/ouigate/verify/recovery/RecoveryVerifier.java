package io.github.ouigate.verify.recovery;

import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.ledger.LedgerNote;
import io.github.ouigate.ledger.RecordedRun;
import io.github.ouigate.ledger.RestoreNote;
import io.github.ouigate.ledger.RunId;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.RefusedException;
import io.github.ouigate.receipt.SavedReceipt;
import io.github.ouigate.receipt.SavedRestore;
import io.github.ouigate.status.History;
import io.github.ouigate.status.LedgerStatus.Unread;
import io.github.ouigate.verify.recovery.KeptReceipts.KeptPurge;
import io.github.ouigate.verify.recovery.KeptRun.State;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds the purges that a recovery has undone: a receipt describes them, and the ledger does not contain them. The
 * ledger records deliberate restores; if that record was lost too, the restore's receipt does.
 */
public final class RecoveryVerifier {
    private static final Set<String> OF_OWN_RUN = Set.of("COMMITTED", "INTENDED", "UNKNOWN");

    private final KeptReceipts kept;
    private final History history;
    private final DatabaseIdentity database;
    private final RepeatedCommands commands;

    /** Compares receipts with the records in the ledgers of a database. */
    public RecoveryVerifier(KeptReceipts kept, History history) {
        this.kept = kept;
        this.history = history;
        this.database = history.database();
        this.commands = new RepeatedCommands(kept.directory(), database);
    }

    /**
     * Compares the receipts with the ledgers.
     *
     * @throws RefusedException if a ledger named by a receipt cannot be read, or there is nothing to compare
     */
    public Recovery verify() {
        List<KeptPurge> purges = kept.purges().stream()
                .filter(purge -> OF_OWN_RUN.contains(purge.receipt().outcome()))
                .sorted(Comparator.comparing(purge -> purge.request().startedAt()))
                .toList();
        List<KeptRun> runs = new ArrayList<>();
        List<Path> others = new ArrayList<>();
        for (KeptPurge purge : purges) {
            if (purge.receipt().database().isSameDatabase(database)) {
                requireReadable(purge.receipt());
                runs.add(compare(purge));
            } else {
                others.add(purge.file());
            }
        }
        if (runs.isEmpty() && kept.unreadable().isEmpty()) {
            throw new RefusedException(
                    Message.of("recovery.nothing", kept.directory(), database.exactly(), others.size()));
        }
        return new Recovery(database, kept.directory(), runs, others, kept.unreadable());
    }

    private void requireReadable(SavedReceipt receipt) {
        String schema = receipt.ledgerSchema();
        for (Unread unread : history.unread()) {
            if (schema.isEmpty() || unread.table().schema().equals(schema)) {
                throw new RefusedException(unread.problem());
            }
        }
    }

    private KeptRun compare(KeptPurge purge) {
        SavedReceipt receipt = purge.receipt();
        Optional<RecordedRun> recorded =
                recorded(run -> run.restore().isEmpty() && run.runId().value().equals(receipt.runId()));
        Optional<SavedRestore> restored =
                restores(receipt).filter(SavedRestore::isDone).findFirst();
        if (recorded.isPresent()) {
            if (recorded.flatMap(RecordedRun::purge)
                    .filter(note -> isOther(receipt, note))
                    .isPresent()) {
                return of(purge, State.ALTERED, Optional.empty(), Optional.empty());
            }
            return restored.map(lost -> of(
                            purge,
                            State.RESTORE_MISSING,
                            Optional.of(lost.runId()),
                            Optional.of(commands.restore(lost))))
                    .orElseGet(() -> of(purge, State.APPLIED, Optional.empty(), Optional.empty()));
        }
        Optional<String> restore = history.runs().stream()
                .flatMap(run -> run.restore().stream())
                .filter(note -> note.restored().equals(receipt.runId()))
                .findFirst()
                .map(RestoreNote::runId)
                .map(RunId::value)
                .or(() -> restored.map(SavedRestore::runId));
        if (restore.isPresent()) {
            return of(purge, State.RESTORED, restore, Optional.empty());
        }
        Optional<RecordedRun> later = recorded(run -> run.restore().isEmpty() && isLater(run, purge));
        if (later.isPresent()) {
            return of(purge, State.APPLIED_AGAIN, later.map(run -> run.runId().value()), Optional.empty());
        }
        boolean open = receipt.isOpen() || restores(receipt).anyMatch(SavedRestore::isOpen);
        return of(purge, open ? State.UNCLEAR : State.MISSING, Optional.empty(), Optional.of(commands.apply(purge)));
    }

    /** Returns whether the ledger row was written with another receipt of the same run. */
    private static boolean isOther(SavedReceipt receipt, LedgerNote note) {
        return receipt.isRecorded()
                && !note.documents().isOfReceipt(receipt.intendedDigest()).orElse(true);
    }

    private static boolean isLater(RecordedRun run, KeptPurge purge) {
        SavedReceipt receipt = purge.receipt();
        boolean sameLedger =
                receipt.ledgerSchema().isEmpty() || run.ledger().schema().equals(receipt.ledgerSchema());
        return sameLedger
                && run.tag().equals(receipt.job().tag())
                && !run.runId().start().isBefore(new RunId(receipt.runId()).start());
    }

    private Optional<RecordedRun> recorded(Predicate<RecordedRun> wanted) {
        return history.runs().stream().filter(wanted).findFirst();
    }

    private Stream<SavedRestore> restores(SavedReceipt receipt) {
        return kept.restores().stream()
                .filter(restore -> restore.undoneRunId().equals(receipt.runId()))
                .filter(restore -> restore.database().isSameDatabase(database));
    }

    private static KeptRun of(KeptPurge purge, State state, Optional<String> other, Optional<CommandLine> command) {
        return new KeptRun(
                purge.file(),
                purge.receipt().job().tag(),
                purge.receipt().runId(),
                purge.request().startedAt(),
                state,
                other,
                command);
    }
}
