package io.github.ouigate.app;

import io.github.ouigate.archive.ArchivePlace;
import io.github.ouigate.io.AtomicFile;
import io.github.ouigate.io.Disk;
import io.github.ouigate.ledger.LedgerEntry;
import io.github.ouigate.ledger.LedgerNote;
import io.github.ouigate.ledger.RunId;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.UsageException;
import io.github.ouigate.receipt.Receipt;
import io.github.ouigate.report.Messages;
import io.github.ouigate.report.SavedDocument;
import io.github.ouigate.report.html.HtmlReport;
import io.github.ouigate.report.json.JsonReport;
import io.github.ouigate.run.outcome.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Stores a run's receipt in a directory, as JSON and as a page: the intended one before the commit, the final one after
 * it.
 */
final class ReceiptStore {
    private static final Logger LOG = Logger.getLogger(ReceiptStore.class.getName());

    private final Path directory;
    private final String tag;
    private final Path json;
    private final Path page;
    private final HtmlReport html;

    ReceiptStore(Path directory, String tag, RunId runId, Messages messages) {
        this.directory = directory;
        this.tag = tag;
        this.json = file(runId, ".json");
        this.page = file(runId, ".html");
        this.html = new HtmlReport(messages);
    }

    private Path file(RunId runId, String ending) {
        return file(directory, tag, runId, ending);
    }

    static Path file(Path directory, String tag, RunId runId, String ending) {
        return directory.resolve(ArchivePlace.fileName(tag) + "-" + runId.value() + ending);
    }

    /**
     * Checks that the receipt can be written, before a database is connected.
     *
     * @throws UsageException if it cannot
     */
    void check() {
        Disk.requireWritable(directory, "receipt-dir.missing");
    }

    /** Formats a receipt in advance, so that loading classes does not delay writers later. */
    void prepare(Receipt receipt) {
        String unused = html.receipt(receipt, Optional.of(document(receipt).saved()));
    }

    /** Writes both files, replacing earlier ones; returns the path and digest of the JSON document. */
    SavedDocument write(Receipt receipt) throws IOException {
        Document document = document(receipt);
        AtomicFile.write(document.saved().file(), document.text());
        AtomicFile.write(page, html.receipt(receipt, Optional.of(document.saved())));
        return document.saved();
    }

    private record Document(SavedDocument saved, String text) {}

    private Document document(Receipt receipt) {
        String text = new JsonReport().receipt(receipt);
        return new Document(SavedDocument.of(this.json, text), text);
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
     * of the run that applied the tag. A failed write does not change the outcome.
     */
    void complete(Receipt receipt, Operator operator) {
        if (receipt.ending() == Ending.ALREADY_APPLIED && !Files.exists(json)) {
            operator.note(nothingWritten(receipt));
            return;
        }
        try {
            SavedDocument saved = write(receipt);
            operator.note(Message.of("receipt-dir.written", saved.file(), saved.digest()));
        } catch (Exception | Error e) {
            operator.error(Message.of("receipt-dir.incomplete", json, Disk.reason(e)));
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
