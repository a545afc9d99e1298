package io.github.ouigate.status;

import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.ledger.RecordedRun;
import io.github.ouigate.status.LedgerStatus.Unread;
import java.util.List;

/**
 * The runs recorded in the ledgers of a database.
 *
 * @param ledgers the tables that were read
 * @param unread the ledgers that could not be read
 * @param runs the runs, oldest first
 */
public record History(DatabaseIdentity database, List<TableName> ledgers, List<Unread> unread, List<RecordedRun> runs) {
    public History {
        ledgers = List.copyOf(ledgers);
        unread = List.copyOf(unread);
        runs = List.copyOf(runs);
    }

    /** Returns whether ledgers exist but none could be read. */
    public boolean isUnknown() {
        return ledgers.isEmpty() && !unread.isEmpty();
    }
}
