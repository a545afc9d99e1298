package io.github.ouigate.report.html;

import io.github.ouigate.plan.Plan;
import io.github.ouigate.receipt.Receipt;
import io.github.ouigate.report.Messages;
import io.github.ouigate.report.Page;
import io.github.ouigate.report.PlanApprovalPage;
import io.github.ouigate.report.ReceiptRecordPage;
import io.github.ouigate.report.SavedDocument;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Formats plans and receipts as self-contained HTML documents for browsers and printing. */
public record HtmlReport(Messages messages) {
    public HtmlReport {
        messages = messages.forDocuments();
    }

    /**
     * Returns the page of a plan for its approver.
     *
     * @param made when the page was made
     * @param saved the plan as a JSON document, if it was saved
     */
    public String plan(Plan plan, Instant made, Optional<SavedDocument> saved) {
        return document("plan.title", made, page -> new PlanApprovalPage(page).write(plan, saved));
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

    private String document(String kind, Instant made, Consumer<Page> content) {
        HtmlDocument document = new HtmlDocument(messages);
        content.accept(document);
        return document.document(messages.text(kind), messages.text("page.made", Messages.utc(made)));
    }
}
