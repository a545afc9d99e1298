package io.github.ouigate.verify.recovery;

import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.verify.recovery.KeptReceipts.Unreadable;
import java.nio.file.Path;
import java.util.List;

/**
 * What a database has of the purges that receipts were kept of.
 *
 * @param runs in the order in which they began
 * @param otherDatabases the receipts of other databases
 */
public record Recovery(
        DatabaseIdentity database,
        Path directory,
        List<KeptRun> runs,
        List<Path> otherDatabases,
        List<Unreadable> unreadable) {
    public Recovery {
        runs = List.copyOf(runs);
        otherDatabases = List.copyOf(otherDatabases);
        unreadable = List.copyOf(unreadable);
    }

    /** Returns whether the database has all that the receipts tell of, and every file could be read. */
    public boolean isVerified() {
        return unreadable.isEmpty() && runs.stream().noneMatch(KeptRun::isDifferent);
    }

    /** Returns the runs of which the database is not as the receipts tell. */
    public List<KeptRun> differences() {
        return runs.stream().filter(KeptRun::isDifferent).toList();
    }
}
