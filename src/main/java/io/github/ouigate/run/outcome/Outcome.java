package io.github.ouigate.run.outcome;

import io.github.ouigate.archive.Archive;
import io.github.ouigate.db.TransactionMark;
import io.github.ouigate.db.schema.TableWrites;
import io.github.ouigate.ledger.LedgerEntry;
import io.github.ouigate.message.Message;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The outcome of a purge or a restore with its details. */
public sealed interface Outcome {
    Ending ending();

    /** Returns the writes to each table by the transaction, also in a rehearsal; empty if nothing was written. */
    default List<TableWrites> writtenTables() {
        return List.of();
    }

    /** Returns the identifiers of the transaction if it was, or may have been, committed. */
    default Optional<TransactionMark> transaction() {
        return Optional.empty();
    }

    /** Returns why nothing was changed, or why the outcome is unknown; null for other outcomes. */
    default @Nullable Message reason() {
        return null;
    }

    /**
     * The rows are deleted and the ledger has the run's row, in one confirmed commit.
     *
     * @param cascades the rows that foreign keys have deleted and updated
     * @param archive the archive of the deleted rows, if one was written
     */
    record Committed(
            List<DeletedRows> deletions,
            List<CascadedRows> cascades,
            List<TableWrites> writtenTables,
            Optional<TransactionMark> transaction,
            Optional<Archive> archive)
            implements Outcome {
        public Committed {
            deletions = List.copyOf(deletions);
            cascades = List.copyOf(cascades);
            writtenTables = List.copyOf(writtenTables);
        }

        @Override
        public Ending ending() {
            return Ending.COMMITTED;
        }
    }

    /**
     * The rows of an archive are restored and the ledger's row of the run is removed, in one confirmed commit.
     *
     * @param changes the results for the rows that foreign keys had changed
     */
    record Restored(
            List<RestoredChange> changes, List<TableWrites> writtenTables, Optional<TransactionMark> transaction)
            implements Outcome {
        public Restored {
            changes = List.copyOf(changes);
            writtenTables = List.copyOf(writtenTables);
        }

        @Override
        public Ending ending() {
            return Ending.RESTORED;
        }
    }

    /**
     * Everything was done and proven up to the commit and then rolled back. Nothing has changed.
     *
     * @param changes the expected results of a restore for the rows that foreign keys had changed
     */
    record Rehearsed(List<RestoredChange> changes, List<TableWrites> writtenTables) implements Outcome {
        public Rehearsed {
            changes = List.copyOf(changes);
            writtenTables = List.copyOf(writtenTables);
        }

        @Override
        public Ending ending() {
            return Ending.REHEARSED;
        }
    }

    /** Another run had already applied the tag. This run deleted nothing. */
    record AlreadyApplied(LedgerEntry entry) implements Outcome {
        @Override
        public Ending ending() {
            return Ending.ALREADY_APPLIED;
        }
    }

    /** The gate stayed closed. The run did not begin. */
    record Declined(Message reason) implements Outcome {
        @Override
        public Ending ending() {
            return Ending.DECLINED;
        }
    }

    /** A check prevented the run before its first delete. */
    record Refused(Message reason) implements Outcome {
        public static Refused because(String key, Object... arguments) {
            return new Refused(Message.of(key, arguments));
        }

        @Override
        public Ending ending() {
            return Ending.REFUSED;
        }
    }

    /** Another session or run holds a lock. Nothing has changed, and the run can be retried. */
    record Busy(Message reason) implements Outcome {
        public static Busy because(String key, Object... arguments) {
            return new Busy(Message.of(key, arguments));
        }

        @Override
        public Ending ending() {
            return Ending.BUSY;
        }
    }

    /** The transaction was rolled back. Nothing has changed. */
    record RolledBack(Message reason, boolean interrupted) implements Outcome {
        public static RolledBack because(String key, Object... arguments) {
            return new RolledBack(Message.of(key, arguments), false);
        }

        public static RolledBack onRequest() {
            return new RolledBack(Message.of("run.interrupted"), true);
        }

        @Override
        public Ending ending() {
            return interrupted ? Ending.INTERRUPTED : Ending.ROLLED_BACK;
        }
    }

    /** The commit was sent, its answer was lost, and the server cannot be queried. */
    record Unknown(Message reason, Optional<TransactionMark> transaction) implements Outcome {
        @Override
        public Ending ending() {
            return Ending.UNKNOWN;
        }
    }
}
