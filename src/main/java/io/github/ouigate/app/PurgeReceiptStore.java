package io.github.ouigate.app;

import io.github.ouigate.ledger.LedgerEntry;
import io.github.ouigate.ledger.LedgerNote;
import io.github.ouigate.ledger.RunId;
import io.github.ouigate.message.Message;
import io.github.ouigate.receipt.Receipt;
import io.github.ouigate.report.Messages;
import io.github.ouigate.report.SavedDocument;
import io.github.ouigate.report.html.HtmlReport;
import io.github.ouigate.report.json.JsonReport;
import io.github.ouigate.run.outcome.Ending;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Stores the receipt of a purge. */
final class PurgeReceiptStore extends ReceiptStore<Receipt> {
    private static final Logger LOG = Logger.getLogger(PurgeReceiptStore.class.getName());

    private final Path own;

    PurgeReceiptStore(Path directory, String tag, RunId runId, Messages messages) {
        super(directory, tag, runId, messages);
        this.own = file(runId, ".json");
    }

    @Override
    String json(Receipt receipt) {
        return new JsonReport().receipt(receipt);
    }

    @Override
    String html(HtmlReport report, Receipt receipt, Optional<SavedDocument> saved) {
        return report.receipt(receipt, saved);
    }

    /** Writes the committed receipt immediately, since the process may be killed during the work that follows. */
    void writeCommitted(Receipt receipt) {
        try {
            SavedDocument unused = write(receipt);
        } catch (Exception | Error e) {
            LOG.log(Level.FINE, "cannot write the committed receipt yet", e); // complete() reports it
        }
    }

    /**
     * Writes the final receipt. For a run that had nothing to do, none is written: it could be mistaken for the receipt
     * of the run that applied the tag.
     */
    @Override
    void complete(Receipt receipt, Operator operator) {
        if (receipt.ending() == Ending.ALREADY_APPLIED && !Files.exists(own)) {
            operator.note(nothingWritten(receipt));
        } else {
            super.complete(receipt, operator);
        }
    }

    /** Returns a message with the location of the receipt of the run that applied the tag. */
    private Message nothingWritten(Receipt receipt) {
        Optional<RunId> earlier = receipt.applied().flatMap(LedgerEntry::note).map(LedgerNote::runId);
        if (earlier.isEmpty()) {
            return Message.of("receipt-dir.nothing");
        }
        Path file = file(earlier.get(), ".json");
        String run = earlier.get().value();
        return Files.exists(file)
                ? Message.of("receipt-dir.nothing-of-run", run, file)
                : Message.of("receipt-dir.nothing-of-run-elsewhere", run, directory);
    }
}
