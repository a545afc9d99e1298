package io.github.ouigate.receipt;

import io.github.ouigate.db.DatabaseIdentity;
import java.time.Instant;
import java.util.Set;

/**
 * A restore's receipt read from a file.
 *
 * @param outcome the restore's outcome in the document
 * @param undoneRunId the restored run
 */
public record SavedRestore(
        String outcome,
        String runId,
        DatabaseIdentity database,
        String tag,
        String undoneRunId,
        Instant startedAt,
        SavedArchive archive) {
    private static final Set<String> OPEN = Set.of("INTENDED", "UNKNOWN");

    /** The location of an archive. */
    public record SavedArchive(String directory) {}

    /** Returns whether the rows were restored. */
    public boolean isDone() {
        return outcome.equals("RESTORED");
    }

    /** Returns whether the receipt was written before the outcome was known. */
    public boolean isOpen() {
        return OPEN.contains(outcome);
    }
}
