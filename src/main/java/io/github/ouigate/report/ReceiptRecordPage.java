package io.github.ouigate.report;

import io.github.ouigate.job.Job;
import io.github.ouigate.message.Message;
import io.github.ouigate.plan.Plan;
import io.github.ouigate.receipt.Receipt;
import io.github.ouigate.run.outcome.Ending;
import java.util.List;
import java.util.Optional;

/** The page of a receipt for the records: the result, its proofs, its limits, and how to check it. */
public record ReceiptRecordPage(Page page) {
    public void write(Receipt receipt, Optional<SavedDocument> saved) {
        boolean proven = receipt.ending() == Ending.COMMITTED || receipt.ending() == Ending.REHEARSED;
        Plan plan = receipt.plan();
        ReceiptPage parts = new ReceiptPage(page);
        parts.title(receipt);
        parts.summary(receipt);
        parts.result(receipt);
        parts.warnings(receipt);
        if (proven) {
            proofs(receipt);
        }
        List<Message> limits = ReceiptCaveats.of(receipt);
        if (!limits.isEmpty()) {
            page.heading("page.limits");
            limits.forEach(limit -> page.finding(Emphasis.WARNING, limit));
        }
        if (proven) {
            new PlanPage(page).preserved(receipt.postCommit().preserved(), plan.notArchived());
        }
        page.heading("page.run").keyValues(keyValues(receipt, parts));
        saved.ifPresent(document -> check(receipt, document));
    }

    private void proofs(Receipt receipt) {
        page.heading("page.proofs");
        proof("proof.counts");
        if (!receipt.cascades().isEmpty()) {
            proof("proof.cascades");
        }
        if (receipt.archive().isPresent()) {
            proof("proof.archive");
        }
        proof(receipt.plan().notArchived().isEmpty() ? "proof.writes" : "proof.allowed-writes");
        proof("proof.gone");
        if (receipt.plan().truncate()) {
            proof("proof.truncated");
        }
        proof("proof.definition");
        proof(receipt.ending() == Ending.COMMITTED ? "proof.commit" : "proof.rollback");
    }

    private void proof(String key) {
        page.finding(Emphasis.GOOD, Message.of(key));
    }

    private static KeyValues keyValues(Receipt receipt, ReceiptPage parts) {
        Job job = receipt.plan().job();
        KeyValues keyValues = parts.keyValues(receipt)
                .add("fact.finished", Messages.utc(receipt.run().finishedAt()))
                .job(job)
                .add("fact.checksum", job.checksum())
                .add("fact.fingerprint", receipt.plan().fingerprint());
        return receipt.ending() == Ending.COMMITTED
                ? keyValues.add(
                        "fact.ledger",
                        Message.of("page.ledger-row", receipt.plan().ledgerSchema(), job.changeSet(), job.tag()))
                : keyValues;
    }

    private void check(Receipt receipt, SavedDocument document) {
        page.receiptDocument(document);
        if (receipt.ending() == Ending.COMMITTED) {
            page.paragraph("page.check.verify");
            page.command(Page.expecting(receipt.plan().database(), "ouigate verify --receipt " + document.argument()));
        } else if (receipt.ending() == Ending.UNKNOWN || receipt.ending() == Ending.INTENDED) {
            page.command("ouigate status");
        }
    }
}
