package io.github.ouigate.app;

import io.github.ouigate.ledger.RunId;
import io.github.ouigate.receipt.RestoreReceipt;
import io.github.ouigate.report.Messages;
import io.github.ouigate.report.SavedDocument;
import io.github.ouigate.report.html.HtmlReport;
import io.github.ouigate.report.json.JsonReport;
import java.nio.file.Path;
import java.util.Optional;

/** Stores the receipt of a restore. */
final class RestoreReceiptStore extends ReceiptStore<RestoreReceipt> {
    RestoreReceiptStore(Path directory, String tag, RunId runId, Messages messages) {
        super(directory, tag, runId, messages);
    }

    @Override
    String json(RestoreReceipt receipt) {
        return new JsonReport().restoreReceipt(receipt);
    }

    @Override
    String html(HtmlReport report, RestoreReceipt receipt, Optional<SavedDocument> saved) {
        return report.restoreReceipt(receipt, saved);
    }
}
