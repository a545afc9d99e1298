package io.github.ouigate.run;

import io.github.ouigate.archive.Archive;
import io.github.ouigate.db.TableWrites;
import io.github.ouigate.db.TransactionMark;
import io.github.ouigate.ledger.LedgerEntry;
import io.github.ouigate.message.Message;
import java.util.List;
import java.util.Optional;

/** How a run ended. */
public sealed interface Outcome {
    /**
     * The rows are deleted and the ledger says so, in one commit that the server has confirmed.
     *
     * @param touched every table that the transaction wrote to
     * @param archive where the deleted rows are, if they were archived
     */
    record Committed(
            List<DeletedRows> deletions,
            List<TableWrites> touched,
            Optional<TransactionMark> mark,
            Optional<Archive> archive)
            implements Outcome {
        public Committed {
            deletions = List.copyOf(deletions);
            touched = List.copyOf(touched);
        }
    }

    /**
     * The rows of an archive are back, and the ledger's row is gone, in one commit that the server has confirmed.
     *
     * @param touched every table that the transaction wrote to
     */
    record Restored(List<TableWrites> touched, Optional<TransactionMark> mark) implements Outcome {
        public Restored {
            touched = List.copyOf(touched);
        }
    }

    /**
     * Everything was done and proven, as far as the commit, and then rolled back: nothing has changed.
     *
     * @param touched every table that the transaction wrote to
     */
    record Rehearsed(List<TableWrites> touched) implements Outcome {
        public Rehearsed {
            touched = List.copyOf(touched);
        }
    }

    /** Another run had applied the tag; this one deleted nothing. */
    record AlreadyApplied(LedgerEntry entry) implements Outcome {}

    /** The run did not start to delete, or was kept from it: somebody or something was in the way. */
    record Refused(Message reason) implements Outcome {
        public static Refused because(String key, Object... arguments) {
            return new Refused(Message.of(key, arguments));
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
    }

    /** The commit was sent, its answer was lost, and the server could not be asked. */
    record Unknown(Message reason, Optional<TransactionMark> mark) implements Outcome {}
}
