package io.github.ouigate.run.outcome;

import io.github.ouigate.archive.Archive;
import io.github.ouigate.db.TransactionMark;
import io.github.ouigate.db.schema.TableWrites;
import io.github.ouigate.ledger.LedgerEntry;
import io.github.ouigate.message.Message;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a purge or a restore ended, and what is known of it. */
public sealed interface Outcome {
    Ending ending();

    /** Returns every table that the transaction wrote to, also if it was a rehearsal; empty where nothing was written. */
    default List<TableWrites> writtenTables() {
        return List.of();
    }

    /** Returns where to find the transaction on the server, if it was committed or may have been. */
    default Optional<TransactionMark> transaction() {
        return Optional.empty();
    }

    /** Returns why nothing was changed, or why the outcome is unknown; null for any other outcome. */
    default @Nullable Message reason() {
        return null;
    }

    /**
     * The rows are deleted and the ledger has the run's row, in one commit that the server has confirmed.
     *
     * @param cascades what foreign keys have deleted and changed with them
     * @param archive where the deleted rows are, if they were archived
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
     * The rows of an archive are back and the ledger's row is gone, in one commit that the server has confirmed.
     *
     * @param changes what became of the rows that foreign keys had changed
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
     * Everything was done and proven up to the commit, and then rolled back: nothing has changed.
     *
     * @param changes what a restore would do to the rows that foreign keys had changed
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

    /** Another run had applied the tag; this one deleted nothing. */
    record AlreadyApplied(LedgerEntry entry) implements Outcome {
        @Override
        public Ending ending() {
            return Ending.ALREADY_APPLIED;
        }
    }

    /** The gate stayed shut: nothing was begun. */
    record Declined(Message reason) implements Outcome {
        @Override
        public Ending ending() {
            return Ending.DECLINED;
        }
    }

    /** The run did not begin to delete: a check prevented it. */
    record Refused(Message reason) implements Outcome {
        public static Refused because(String key, Object... arguments) {
            return new Refused(Message.of(key, arguments));
        }

        @Override
        public Ending ending() {
            return Ending.REFUSED;
        }
    }

    /** Another session or another run was in the way: nothing has changed, and the same run may be tried again. */
    record Busy(Message reason) implements Outcome {
        public static Busy because(String key, Object... arguments) {
            return new Busy(Message.of(key, arguments));
        }

        @Override
        public Ending ending() {
            return Ending.BUSY;
        }
    }

    /** The transaction was rolled back: nothing has changed. */
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

    /** The commit was sent, its answer was lost, and the server could not be asked. */
    record Unknown(Message reason, Optional<TransactionMark> transaction) implements Outcome {
        @Override
        public Ending ending() {
            return Ending.UNKNOWN;
        }
    }
}
