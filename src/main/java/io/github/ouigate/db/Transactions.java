package io.github.ouigate.db;

import io.github.ouigate.db.schema.OwnDefinitions;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.db.schema.TableWrites;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The current transaction, and the outcome of earlier ones. */
public interface Transactions {
    /** Returns the identifier and log position of the current transaction, if the product has them. */
    default Optional<TransactionMark> mark(Duration sinceLockRequest) throws SQLException {
        return Optional.empty();
    }

    /** Returns the outcome of a marked transaction. Call it on a new connection. */
    default CommitState commitState(TransactionMark mark) throws SQLException {
        return CommitState.UNSETTLED;
    }

    /** Returns whether the last commit was confirmed without the synchronous standby's confirmation. */
    default boolean isCommittedOnlyHere() throws SQLException {
        return false;
    }

    /**
     * Makes all statements of the current transaction use one snapshot. The transaction must not have read anything.
     */
    default void useOneSnapshot() throws SQLException {}

    /** Defers the deferrable constraints until {@link #fireDeferred}. */
    default void deferConstraints() throws SQLException {}

    /** Fires the deferred triggers and checks the deferred constraints, instead of at the commit. */
    void fireDeferred() throws SQLException;

    /**
     * Watches the writes of the current transaction from now on.
     *
     * @param deletedFrom the tables that it deletes from; their foreign keys lock other tables even if no rows match
     * @param own the transaction's own definitions; their writes to the system catalogs are excluded
     */
    WriteWatch watchWrites(Collection<TableName> deletedFrom, OwnDefinitions own) throws SQLException;

    /** Returns whether the current transaction may have written anything. */
    default boolean hasWritten() throws SQLException {
        return true;
    }

    /**
     * Returns the tables that the current transaction has written to, altered or dropped, according to its locks; a
     * dropped table by its OID. System catalogs and temporary tables are excluded.
     */
    default List<TableName> lockedForWriting() throws SQLException {
        return List.of();
    }

    /** Returns whether DDL is transactional. */
    boolean rollsBackDefinitions();

    /** The state of a transaction whose commit was not answered. */
    enum CommitState {
        COMMITTED,
        ROLLED_BACK,
        /** In progress, or no longer known to the server. */
        UNSETTLED
    }

    /** Reports the writes of the current transaction since the watch began. */
    @FunctionalInterface
    interface WriteWatch {
        /**
         * Returns the tables written to by statements, triggers and foreign keys. Excludes effects outside tables:
         * sequences, notifications, and actions of functions outside the transaction.
         */
        List<TableWrites> writes() throws SQLException;
    }
}
