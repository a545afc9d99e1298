package io.github.ouigate.app;

import io.github.ouigate.archive.ArchivePlace;
import io.github.ouigate.io.AtomicFile;
import io.github.ouigate.io.Disk;
import io.github.ouigate.ledger.RunId;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.UsageException;
import io.github.ouigate.report.Messages;
import io.github.ouigate.report.SavedDocument;
import io.github.ouigate.report.html.HtmlReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Stores a run's receipt in a directory, as JSON and as a page: the intended one before the commit, the final one after
 * it.
 *
 * @param <R> a receipt of a purge or of a restore
 */
abstract class ReceiptStore<R> {
    final Path directory;
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

    /** Returns the JSON document of a receipt. */
    abstract String json(R receipt);

    /** Returns the page of a receipt. */
    abstract String html(HtmlReport report, R receipt, Optional<SavedDocument> saved);

    /** Returns the file that a run's receipt has in this directory. */
    final Path file(RunId runId, String ending) {
        return directory.resolve(ArchivePlace.fileName(tag) + "-" + runId.value() + ending);
    }

    /**
     * Checks that the receipt can be written, before a database is connected.
     *
     * @throws UsageException if it cannot
     */
    final void check() {
        Disk.requireWritable(directory, "receipt-dir.missing");
    }

    /** Formats a receipt in advance, so that loading classes does not delay writers later. */
    final void prepare(R receipt) {
        String unused = html(html, receipt, Optional.of(SavedDocument.of(json, json(receipt))));
    }

    /** Writes both files, replacing earlier ones; returns the path and digest of the JSON document. */
    final SavedDocument write(R receipt) throws IOException {
        String text = json(receipt);
        SavedDocument saved = SavedDocument.of(json, text);
        AtomicFile.write(json, text);
        AtomicFile.write(page, html(html, receipt, Optional.of(saved)));
        return saved;
    }

    /** Writes the final receipt. A failed write does not change the outcome. */
    void complete(R receipt, Operator operator) {
        try {
            SavedDocument saved = write(receipt);
            operator.note(Message.of("receipt-dir.written", saved.file(), saved.digest()));
        } catch (Exception | Error e) {
            operator.error(Message.of("receipt-dir.incomplete", json, Disk.reason(e)));
        }
    }
}
