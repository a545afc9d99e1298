package io.github.ouigate.report.html;

import io.github.ouigate.plan.Plan;
import io.github.ouigate.receipt.Receipt;
import io.github.ouigate.receipt.RestoreReceipt;
import io.github.ouigate.report.Messages;
import io.github.ouigate.report.Page;
import io.github.ouigate.report.PlanApprovalPage;
import io.github.ouigate.report.ReceiptRecordPage;
import io.github.ouigate.report.RecoveryPage;
import io.github.ouigate.report.RestoreRecordPage;
import io.github.ouigate.report.SavedDocument;
import io.github.ouigate.report.VerificationPage;
import io.github.ouigate.verify.Verification;
import io.github.ouigate.verify.recovery.Recovery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Formats plans, receipts and verifications as self-contained HTML documents for browsers and printing. */
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

    /**
     * Returns the page of a restore's receipt.
     *
     * @param saved the receipt as a JSON document, if it was saved
     */
    public String restoreReceipt(RestoreReceipt receipt, Optional<SavedDocument> saved) {
        return document("page.restore-receipt", receipt.run().finishedAt(), page -> new RestoreRecordPage(page)
                .write(receipt, saved));
    }

    /**
     * Returns the page of a verification.
     *
     * @param made when the page was made
     */
    public String verification(Verification verification, Instant made) {
        return document("page.check", made, page -> new VerificationPage(page).write(verification));
    }

    /**
     * Returns the page of a comparison of stored receipts.
     *
     * @param connection the connection options of its commands
     * @param made when the page was made
     */
    public String recovery(Recovery recovery, List<String> connection, Instant made) {
        return document("page.recovery", made, page -> new RecoveryPage(page, connection).write(recovery));
    }

    private String document(String kind, Instant made, Consumer<Page> content) {
        HtmlDocument document = new HtmlDocument(messages);
        content.accept(document);
        return document.document(messages.text(kind), messages.text("page.made", Messages.utc(made)));
    }
}
