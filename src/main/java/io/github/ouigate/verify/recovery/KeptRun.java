package io.github.ouigate.verify.recovery;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A purge with a stored receipt, and its state in the database.
 *
 * @param other the restore of the purge, or the later run that applied its tag again
 * @param command the command that brings the database into the state described by the receipts
 */
public record KeptRun(
        Path file,
        String tag,
        String runId,
        Instant startedAt,
        State state,
        Optional<String> other,
        Optional<CommandLine> command) {
    /** The state of a purge in the database. */
    public enum State {
        /** The ledger contains the purge. */
        APPLIED(false),
        /** The ledger contains a later run of the same tag. */
        APPLIED_AGAIN(false),
        /** The purge was restored deliberately. */
        RESTORED(false),
        /** The ledger no longer contains the purge; the deleted rows may exist again. */
        MISSING(true),
        /**
         * The purge was restored deliberately, and the ledger no longer contains the restore; the restored rows may be
         * missing.
         */
        RESTORE_MISSING(true),
        /**
         * The ledger does not contain the purge, and the outcome in its receipt, or in that of its restore, is unknown.
         */
        UNCLEAR(true),
        /** The ledger contains the purge with the digest of another receipt. */
        ALTERED(true);

        private final boolean difference;

        State(boolean difference) {
            this.difference = difference;
        }
    }

    /** Returns whether the database differs from the receipts. */
    public boolean isDifferent() {
        return state.difference;
    }
}
