package io.github.ouigate.db;

import io.github.ouigate.db.schema.TableName;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The locks of a run. */
public interface Locks {
    /**
     * Takes the lock that excludes other runs, for the rest of the session.
     *
     * @throws SQLException recognised by {@link #isLockedByAnother}, if another session holds it beyond the lock
     *     timeout
     */
    void lockRunner() throws SQLException;

    /** Returns whether the session still holds that lock. */
    default boolean hasRunnerLock() throws SQLException {
        return true;
    }

    /**
     * Returns what has to be locked for some tables. Must not be called in the transaction that locks them.
     *
     * @param tables parents first
     * @param allowed further tables that the run will write to; they are locked if the role has the privilege
     */
    LockSet lockSet(List<TableName> tables, Collection<TableName> allowed) throws SQLException;

    /**
     * Locks tables against writers for the rest of the transaction; readers are not blocked. Reads nothing, so that the
     * snapshot of the transaction is taken after all locks. Waits only briefly while it holds a lock.
     *
     * @param order one of the orders of {@code set}
     * @param first the relation to wait for; the others must be free
     * @param accessExclusive the tables to lock against readers too
     * @param timeout the longest wait for {@code first}
     * @throws SQLException recognised by {@link #isLockedByAnother}; the caller has to roll back
     */
    void lockTables(LockSet set, List<String> order, String first, Set<TableName> accessExclusive, Duration timeout)
            throws SQLException;

    /**
     * Locks tables against readers too, for the rest of the transaction; waits only briefly. Writers must be locked out
     * already.
     *
     * @throws SQLException recognised by {@link #isLockedByAnother}, if another session reads them; the transaction
     *     remains usable
     */
    default void shutReadersOut(Collection<TableName> tables) throws SQLException {}

    /** Returns the first relation of a set that another session holds a lock on; empty if none is held. */
    default Optional<String> lockedRelation(LockSet set) throws SQLException {
        return Optional.empty();
    }

    /**
     * The relations that are locked together.
     *
     * @param relations the relations as written in a LOCK statement, in order
     * @param allowed further relations to lock
     * @param patience how long a session can hold locks while it waits for another, before a deadlock check would
     *     cancel another session
     */
    record LockSet(List<String> relations, List<String> allowed, Duration patience) {
        public LockSet {
            relations = List.copyOf(relations);
            allowed = List.copyOf(allowed);
        }

        /**
         * Returns the orders in which the relations can be locked. No single order suits all writers: a writer that locks
         * in another order holds a later relation while it waits for an earlier one.
         */
        public List<List<String>> orders() {
            List<String> before =
                    Stream.concat(relations.stream(), allowed.stream()).toList();
            List<String> after =
                    Stream.concat(allowed.stream(), relations.stream()).toList();
            List<String> reversed = new ArrayList<>(before);
            Collections.reverse(reversed);
            return Stream.of(before, after, reversed).distinct().toList();
        }
    }

    /** Returns whether a statement failed because of another session's lock; it can then be retried. */
    boolean isLockedByAnother(SQLException failure);

    /** Returns whether a statement failed because a row was changed after the transaction's snapshot. */
    default boolean isChangedSinceSnapshot(SQLException failure) {
        return false;
    }
}
