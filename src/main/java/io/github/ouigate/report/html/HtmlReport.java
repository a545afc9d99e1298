package io.github.ouigate.report.html;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.ouigate.json.Documents;
import io.github.ouigate.plan.Survey;
import io.github.ouigate.receipt.Receipt;
import io.github.ouigate.receipt.RestoreReceipt;
import io.github.ouigate.report.AppliedRunText;
import io.github.ouigate.report.Messages;
import io.github.ouigate.report.PlanDocument;
import io.github.ouigate.report.ReceiptDocument;
import io.github.ouigate.report.RestorePage;
import io.github.ouigate.report.json.JsonReport;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** What a person reads in a browser or on paper: one document a page, without anything from outside. */
public final class HtmlReport {
    private final Messages words;

    public HtmlReport(Messages words) {
        this.words = words;
    }

    /**
     * The JSON document that a page is about.
     *
     * @param file where it is, for people
     * @param digest what it is sealed with
     */
    public record Saved(Path file, String digest) {
        /** Reads the digest of a document as {@link JsonReport} writes it. */
        public static Saved of(Path file, String json) {
            try {
                return new Saved(file, Documents.read(json).path("digest").asText());
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Returns the page of a plan, for its approver. */
    public String plan(Survey survey, Instant made, Optional<Saved> saved) {
        return PageHtml.of(
                new PlanDocument(words).page(survey, saved),
                words,
                words.text("plan.title"),
                words.text("page.made", AppliedRunText.utc(made)));
    }

    /**
     * Returns the page of a receipt.
     *
     * @param saved the receipt's document, if it is kept
     */
    public String receipt(Receipt receipt, Optional<Saved> saved) {
        return PageHtml.of(
                new ReceiptDocument(words).page(receipt, saved),
                words,
                words.text("page.receipt"),
                words.text("page.made", AppliedRunText.utc(receipt.run().finishedAt())));
    }

    /** Returns the page of a restore's receipt. */
    public String restoreReceipt(RestoreReceipt receipt) {
        return PageHtml.of(
                new RestorePage(words).page(receipt),
                words,
                words.text("page.restore"),
                words.text("page.made", AppliedRunText.utc(receipt.run().finishedAt())));
    }
}
