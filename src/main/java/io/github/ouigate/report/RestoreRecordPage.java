package io.github.ouigate.report;

import io.github.ouigate.archive.Manifest;
import io.github.ouigate.message.Message;
import io.github.ouigate.plan.RestorePlan;
import io.github.ouigate.receipt.RestoreReceipt;
import io.github.ouigate.run.outcome.Ending;
import java.util.Optional;

/** The page of a restore's receipt for the records: the result, its proofs, and the document that it is made from. */
public record RestoreRecordPage(Page page) {
    public void write(RestoreReceipt receipt, Optional<SavedDocument> saved) {
        RestorePlan plan = receipt.plan();
        boolean restored = receipt.ending() == Ending.RESTORED;
        Manifest manifest = plan.archive().manifest();
        RestorePage parts = new RestorePage(page);
        HazardList hazards = new HazardList(page, plan.hazards());
        parts.title(receipt);
        if (restored) {
            page.paragraph(
                    "page.restore-summary",
                    plan.rows(),
                    page.messages.place(plan.database()),
                    receipt.run().operator(),
                    Messages.utc(receipt.run().startedAt()));
        }
        hazards.blocksOfRun();
        if (plan.applicable()) {
            receipt.run().error().ifPresent(page::problem);
        }
        parts.result(receipt);
        if (plan.applicable() && !restored) {
            parts.planned(plan);
        }
        hazards.warningsOfRun();
        if (restored || receipt.ending() == Ending.REHEARSED) {
            proofs(receipt);
        }
        page.heading("page.run")
                .keyValues(parts.keyValues(receipt)
                        .add("fact.finished", Messages.utc(receipt.run().finishedAt()))
                        .add("fact.tag", manifest.job().tag())
                        .add("fact.archived-purge", Message.of("receipt.run", manifest.runId(), manifest.operator()))
                        .add("fact.manifest", plan.archive().digest()));
        saved.ifPresent(page::receiptDocument);
    }

    private void proofs(RestoreReceipt receipt) {
        page.heading("page.proofs");
        proof("proof.archive-files");
        proof(receipt.changes().isEmpty() ? "proof.restored" : "proof.restored-and-set-back");
        proof(receipt.plan().allowedWrites().isEmpty() ? "proof.writes" : "proof.allowed-writes");
        proof(receipt.ending() == Ending.RESTORED ? "proof.restore-commit" : "proof.rollback");
    }

    private void proof(String key) {
        page.finding(Emphasis.GOOD, Message.of(key));
    }
}
