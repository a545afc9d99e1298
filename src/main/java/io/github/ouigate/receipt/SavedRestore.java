package io.github.ouigate.receipt;

import io.github.ouigate.db.DatabaseIdentity;
import java.time.Instant;
import java.util.Set;

/**
 * The receipt of a restore that was written to a file.
 *
 * @param outcome how the restore ended, as the document says it
 * @param undoneRunId the run that it took back
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

    /** Where an archive is. */
    public record SavedArchive(String directory) {}

    /** Returns whether the rows were put back. */
    public boolean isDone() {
        return outcome.equals("RESTORED");
    }

    /** Returns whether the receipt was written before the outcome was known. */
    public boolean isOpen() {
        return OPEN.contains(outcome);
    }
}
