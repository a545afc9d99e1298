package io.github.ouigate.verify.recovery;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A purge that a receipt was kept of, and what the database has of it.
 *
 * @param other the restore that took it back, or the later run that applied its tag again
 * @param command what brings the database into the state that the receipts tell of
 */
public record KeptRun(
        Path file,
        String tag,
        String runId,
        Instant startedAt,
        State state,
        Optional<String> other,
        Optional<CommandLine> command) {
    /** What the database has of a purge. */
    public enum State {
        /** The ledger has it. */
        APPLIED(false),
        /** The ledger has a later run of the same tag. */
        APPLIED_AGAIN(false),
        /** It was restored on purpose. */
        RESTORED(false),
        /** The ledger no longer has it: the rows that it deleted may be back. */
        MISSING(true),
        /** It was restored on purpose, and the ledger no longer has the restore: the restored rows may be gone. */
        RESTORE_MISSING(true),
        /** The ledger does not have it, and its receipt, or that of its restore, does not know the outcome. */
        UNCLEAR(true),
        /** The ledger has it, with the digest of another receipt. */
        ALTERED(true);

        private final boolean difference;

        State(boolean difference) {
            this.difference = difference;
        }
    }

    /** Returns whether the database is not as the receipts tell. */
    public boolean isDifferent() {
        return state.difference;
    }
}
