package io.github.ouigate.verify.recovery;

import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.verify.recovery.KeptReceipts.Unreadable;
import java.nio.file.Path;
import java.util.List;

/**
 * The states of the purges with stored receipts in a database.
 *
 * @param runs the purges in the order of their start
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

    /** Returns whether the database matches the receipts, and every file could be read. */
    public boolean isVerified() {
        return unreadable.isEmpty() && runs.stream().noneMatch(KeptRun::isDifferent);
    }

    /** Returns the runs for which the database differs from the receipts. */
    public List<KeptRun> differences() {
        return runs.stream().filter(KeptRun::isDifferent).toList();
    }
}
