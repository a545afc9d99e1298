package io.github.ouigate.db;

import io.github.ouigate.db.schema.OwnDefinitions;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.db.schema.TableWrites;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The current transaction, and what became of an earlier one. */
public interface Transactions {
    /** Returns the identifier and log position of the current transaction, where the product has such. */
    default Optional<TransactionMark> mark(Duration sinceLockRequest) throws SQLException {
        return Optional.empty();
    }

    /** Asks, on a new connection, what became of a marked transaction. */
    default CommitState commitState(TransactionMark mark) throws SQLException {
        return CommitState.UNSETTLED;
    }

    /** Returns whether the last commit was confirmed although a synchronous standby that it waited for may not have it. */
    default boolean isCommittedOnlyHere() throws SQLException {
        return false;
    }

    /** Has all statements of the current transaction, which has read nothing yet, see the same rows. */
    default void useOneSnapshot() throws SQLException {}

    /** Has the constraints that can wait be checked by {@link #fireDeferred}. */
    default void deferConstraints() throws SQLException {}

    /** Fires the triggers and checks the constraints that would else wait for the commit. */
    void fireDeferred() throws SQLException;

    /**
     * Watches what the current transaction writes from now on.
     *
     * @param deletedFrom the tables that it deletes from: their foreign keys lock other tables also where they find no rows
     * @param own what it defines for itself: what that writes to the server's catalogs is left out
     */
    WriteWatch watchWrites(Collection<TableName> deletedFrom, OwnDefinitions own) throws SQLException;

    /** Returns whether the current transaction may have written anything. */
    default boolean hasWritten() throws SQLException {
        return true;
    }

    /**
     * Returns the tables that the current transaction has written to, redefined or dropped, as far as it has locked them for
     * that; a dropped one by its number. The server's own catalogs and temporary tables are left out.
     */
    default List<TableName> lockedForWriting() throws SQLException {
        return List.of();
    }

    /** Returns whether tables can be made in a transaction that is rolled back. */
    boolean rollsBackDefinitions();

    /** The state of a transaction whose commit was not answered. */
    enum CommitState {
        COMMITTED,
        ROLLED_BACK,
        /** Not settled yet, or the server does not know it any more. */
        UNSETTLED
    }

    /** Reports what the current transaction has written since the watch began. */
    @FunctionalInterface
    interface WriteWatch {
        /**
         * Returns the tables that have been written to since, by a statement, a trigger or a foreign key. It does not
         * include what touches no table: sequences, notifications, and what a function does outside the transaction.
         */
        List<TableWrites> writes() throws SQLException;
    }
}
