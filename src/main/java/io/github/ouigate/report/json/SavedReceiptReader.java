package io.github.ouigate.report.json;

import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.json.DocumentReader;
import io.github.ouigate.json.JobJson;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.RefusedException;
import io.github.ouigate.receipt.SavedReceipt;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a receipt back that {@link JsonReport#receipt} has written. */
public final class SavedReceiptReader {
    private static final DocumentReader<Content> READER = new DocumentReader<>(
            "receipt", Content.class, "saved-receipt.not-json", "saved-receipt.other-kind", "saved-receipt.edited");

    private record AppliedRun(@Nullable String runId) {}

    private record Transaction(String snapshot) {}

    private record Content(
            String outcome,
            String runId,
            DatabaseIdentity database,
            JobJson job,
            String ledgerSchema,
            List<SavedReceipt.SavedPreservedTable> preserved,
            List<String> definition,
            @Nullable Transaction transaction,
            @Nullable AppliedRun alreadyApplied) {
        /** Returns the run that has deleted, if it is known: for a tag that had been applied before, the earlier one. */
        Optional<String> deletingRun() {
            return outcome.equals("ALREADY_APPLIED")
                    ? Optional.ofNullable(alreadyApplied).map(AppliedRun::runId)
                    : Optional.of(runId);
        }
    }

    /**
     * Reads a receipt.
     *
     * @param file where the text comes from, for people
     * @throws RefusedException if it is no receipt, not as it was written, or of a run that has deleted nothing
     */
    public SavedReceipt read(String file, String text) {
        Content content = READER.read(file, text);
        SavedReceipt receipt = new SavedReceipt(
                content.outcome,
                content.deletingRun(),
                content.database,
                content.job.savedJob(content.ledgerSchema),
                content.preserved,
                content.definition,
                Optional.ofNullable(content.transaction).map(Transaction::snapshot));
        if (!receipt.mayHaveDeleted()) {
            throw new RefusedException(Message.of("saved-receipt.nothing", file, receipt.outcome()));
        }
        return receipt;
    }
}
