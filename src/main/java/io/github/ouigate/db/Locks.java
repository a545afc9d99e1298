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
     * Takes the lock that keeps two runners apart, for the rest of the session.
     *
     * @throws SQLException that {@link #isLockedByAnother} recognises, if another session has it for longer than the
     *     lock timeout
     */
    void lockRunner() throws SQLException;

    /** Returns whether the session still has that lock. */
    default boolean hasRunnerLock() throws SQLException {
        return true;
    }

    /**
     * Finds out what locking some tables means. The transaction that asks must not be the one that locks.
     *
     * @param tables parents first
     * @param allowed tables that are locked too where the role may, for the run will write to them
     */
    LockSet lockSet(List<TableName> tables, Collection<TableName> allowed) throws SQLException;

    /**
     * Shuts writers out of tables for the rest of the transaction; readers go on. Reads nothing, so that the snapshot of
     * the transaction is taken when everything is locked. Holds nothing while it waits for longer than a moment.
     *
     * @param order one of the orders of {@code set}
     * @param first the relation that is waited for; the others have to be free
     * @param accessExclusive the tables from which readers are shut out as well
     * @param timeout how long {@code first} may be waited for
     * @throws SQLException that {@link #isLockedByAnother} recognises; the transaction is to be rolled back
     */
    void lockTables(LockSet set, List<String> order, String first, Set<TableName> accessExclusive, Duration timeout)
            throws SQLException;

    /**
     * Shuts readers out of tables that writers are shut out of, for the rest of the transaction; waits for moments.
     *
     * @throws SQLException that {@link #isLockedByAnother} recognises, if somebody reads them; the transaction can go on
     */
    default void shutReadersOut(Collection<TableName> tables) throws SQLException {}

    /** Returns the first relation of a set that another session has locked, if it still has. */
    default Optional<String> lockedRelation(LockSet set) throws SQLException {
        return Optional.empty();
    }

    /**
     * What is locked together.
     *
     * @param relations as they are written in a statement that locks them, in their order
     * @param allowed those that are locked too
     * @param patience how long a session that holds locks may wait for another without a deadlock that costs somebody
     *     else's transaction
     */
    record LockSet(List<String> relations, List<String> allowed, Duration patience) {
        public LockSet {
            relations = List.copyOf(relations);
            allowed = List.copyOf(allowed);
        }

        /**
         * Returns the orders in which the relations can be locked. Sessions that write to them in another order hold what is
         * still to be locked, and wait for what is locked already: no order suits them all.
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

    /** Returns whether a statement failed because another session was in the way, so that it may be tried again. */
    boolean isLockedByAnother(SQLException failure);

    /** Returns whether a statement failed because a row was changed after the snapshot of its transaction. */
    default boolean isChangedSinceSnapshot(SQLException failure) {
        return false;
    }
}
