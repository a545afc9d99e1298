package io.github.ouigate.db.session;

import io.github.ouigate.db.Locks;
import io.github.ouigate.db.schema.TableName;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The other sessions of a server. */
public interface Sessions {
    /** Returns whether another session of that name is on the server. */
    boolean isConnected(String sessionName) throws SQLException;

    /** Returns the sessions that have the lock of {@link Locks#lockRunner}. */
    default List<OtherSession> runners() throws SQLException {
        return List.of();
    }

    /**
     * Returns the other sessions on this database whose names start with {@code prefix}, in the order of their names, one
     * of each; empty if the server does not tell them apart.
     */
    Optional<List<RunSession>> runSessions(String prefix) throws SQLException;

    /** Returns the sessions that hold, or wait for, a lock on any of {@code tables} that shuts writers out or in. */
    default List<OtherSession> lockers(Collection<TableName> tables) throws SQLException {
        return List.of();
    }

    /** Returns the sessions that hold, or wait for, any lock on any of {@code tables}: those that read them too. */
    default List<OtherSession> users(Collection<TableName> tables) throws SQLException {
        return List.of();
    }

    /** Returns the other sessions with a snapshot or a transaction that is older than that of this session, oldest first. */
    default List<OtherSession> olderSnapshots() throws SQLException {
        return List.of();
    }

    /**
     * Returns what can see, now or later, rows that were there before some moment in the past: each other session of this
     * database with a snapshot, prepared transactions, and what holds a snapshot of another server that is older than that
     * of this session.
     */
    default List<HeldSnapshot> heldSnapshots() throws SQLException {
        return List.of();
    }

    /** Returns the other sessions on this database whose transaction has been open for longer than {@code age}. */
    default List<OtherSession> openFor(Duration age) throws SQLException {
        return List.of();
    }
}
