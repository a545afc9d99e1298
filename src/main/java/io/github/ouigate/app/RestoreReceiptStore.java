package io.github.ouigate.app;

import io.github.ouigate.io.AtomicFile;
import io.github.ouigate.io.Disk;
import io.github.ouigate.ledger.RunId;
import io.github.ouigate.message.Message;
import io.github.ouigate.receipt.RestoreReceipt;
import io.github.ouigate.report.SavedDocument;
import io.github.ouigate.report.json.JsonReport;
import java.io.IOException;
import java.nio.file.Path;

/** Stores a restore's receipt in a directory as JSON: the intended one before the commit, the final one after it. */
final class RestoreReceiptStore {
    private final Path directory;
    private final Path file;

    RestoreReceiptStore(Path directory, String tag, RunId runId) {
        this.directory = directory;
        this.file = ReceiptStore.file(directory, tag, runId, ".json");
    }

    /** Checks that the receipt can be written, before a database is connected. */
    void check() {
        Disk.requireWritable(directory, "receipt-dir.missing");
    }

    void write(RestoreReceipt receipt) throws IOException {
        AtomicFile.write(file, new JsonReport().restoreReceipt(receipt));
    }

    /** Writes the final receipt. A failed write does not change the outcome. */
    void complete(RestoreReceipt receipt, Operator operator) {
        try {
            String text = new JsonReport().restoreReceipt(receipt);
            AtomicFile.write(file, text);
            operator.note(Message.of(
                    "receipt-dir.restore-written",
                    file,
                    SavedDocument.of(file, text).digest()));
        } catch (Exception | Error e) {
            operator.error(Message.of("receipt-dir.incomplete", file, Disk.reason(e)));
        }
    }
}
