package io.github.ouigate.verify.recovery;

import io.github.ouigate.message.Message;
import io.github.ouigate.receipt.SavedReceipt;
import io.github.ouigate.receipt.SavedRequest;
import io.github.ouigate.receipt.SavedRestore;
import java.nio.file.Path;
import java.util.List;

/**
 * The receipts in a directory.
 *
 * @param unreadable the files that are not documents, or were changed after they were written
 */
public record KeptReceipts(
        Path directory, List<KeptPurge> purges, List<SavedRestore> restores, List<Unreadable> unreadable) {
    /** The receipt of a purge and the options of the purge. */
    public record KeptPurge(Path file, SavedReceipt receipt, SavedRequest request) {}

    /** An unreadable file and the reason. */
    public record Unreadable(Path file, Message problem) {}

    public KeptReceipts {
        purges = List.copyOf(purges);
        restores = List.copyOf(restores);
        unreadable = List.copyOf(unreadable);
    }
}
