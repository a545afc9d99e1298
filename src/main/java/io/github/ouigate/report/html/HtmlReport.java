package io.github.ouigate.report.html;

import io.github.ouigate.plan.Survey;
import io.github.ouigate.receipt.Receipt;
import io.github.ouigate.receipt.RestoreReceipt;
import io.github.ouigate.report.Messages;
import io.github.ouigate.report.Page;
import io.github.ouigate.report.PlanApprovalPage;
import io.github.ouigate.report.ReceiptRecordPage;
import io.github.ouigate.report.RestorePage;
import io.github.ouigate.report.SavedDocument;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Formats plans and receipts as self-contained HTML documents, to be read in a browser or printed. */
public final class HtmlReport {
    private final Messages messages;

    public HtmlReport(Messages messages) {
        this.messages = messages;
    }

    /**
     * Returns the page of a plan for its approver.
     *
     * @param made when the page was made
     * @param saved the plan as a JSON document, if it was saved
     */
    public String plan(Survey survey, Instant made, Optional<SavedDocument> saved) {
        return document("plan.title", made, page -> new PlanApprovalPage(page).write(survey, saved));
    }

    /**
     * Returns the page of a receipt.
     *
     * @param saved the receipt as a JSON document, if it was saved
     */
    public String receipt(Receipt receipt, Optional<SavedDocument> saved) {
        return document(
                "page.receipt", receipt.run().finishedAt(), page -> new ReceiptRecordPage(page).write(receipt, saved));
    }

    /** Returns the page of a restore's receipt. */
    public String restoreReceipt(RestoreReceipt receipt) {
        return document("page.restore", receipt.run().finishedAt(), page -> new RestorePage(page).write(receipt));
    }

    private String document(String kind, Instant made, Consumer<Page> content) {
        HtmlPageWriter writer = new HtmlPageWriter();
        content.accept(new Page(writer, messages));
        return writer.document(messages, messages.text(kind), messages.text("page.made", Messages.utc(made)));
    }
}
