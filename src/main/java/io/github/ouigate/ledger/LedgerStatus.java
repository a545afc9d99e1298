package io.github.ouigate.ledger;

import io.github.ouigate.target.Catalog;
import io.github.ouigate.target.Dialect;
import io.github.ouigate.target.TargetIdentity;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * What the ledger and its lock say of a job.
 *
 * @param applied the row of the job's changeset, if it has one
 * @param lock who has Liquibase's lock, if somebody has
 */
public record LedgerStatus(TargetIdentity target, Optional<LedgerEntry> applied, Optional<Lock> lock) {
    /** A lock that somebody has. */
    public record Lock(LockHolder holder, State state) {}

    /** What is known of a lock's holder. */
    public enum State {
        /** A run of ouigate that still has a session on the server. */
        RUNNING,
        /** A run of ouigate whose session is gone: the next run takes the lock over. */
        DEAD,
        /** Not one of ouigate's runs; only its owner knows. */
        FOREIGN
    }

    /** Reads the status; to be called in a read-only transaction. */
    public static LedgerStatus read(Connection connection, Dialect dialect, Ledger ledger, String tag, String changeSet)
            throws SQLException {
        List<LedgerEntry> entries = ledger.entries(connection, tag, changeSet);
        Optional<LockHolder> holder = ledger.lockHolder(connection);
        Catalog catalog = dialect.catalog(connection);
        Optional<Lock> lock =
                holder.isEmpty() ? Optional.empty() : Optional.of(new Lock(holder.get(), state(catalog, holder.get())));
        return new LedgerStatus(catalog.identity(), LedgerEntry.of(changeSet, entries), lock);
    }

    /** Finds out whether the holder of the lock is alive. */
    public static State state(Catalog catalog, LockHolder holder) throws SQLException {
        if (holder.run().isEmpty()) {
            return State.FOREIGN;
        }
        return catalog.isConnected(holder.run().get().sessionName()) ? State.RUNNING : State.DEAD;
    }
}
