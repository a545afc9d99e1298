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
    /** Returns whether another session with that application name is connected. */
    boolean isConnected(String sessionName) throws SQLException;

    /** Returns the sessions that hold the lock of {@link Locks#lockRunner}. */
    default List<OtherSession> runners() throws SQLException {
        return List.of();
    }

    /**
     * Returns the other sessions on this database whose names start with {@code prefix}, ordered by name, one a name.
     * Empty if the server does not report session names.
     */
    Optional<List<RunSession>> runSessions(String prefix) throws SQLException;

    /**
     * Returns the sessions that hold or request a lock on {@code tables} that conflicts with writers or with the run's
     * lock.
     */
    default List<OtherSession> lockers(Collection<TableName> tables) throws SQLException {
        return List.of();
    }

    /** Returns the sessions that hold or request any lock on {@code tables}, including readers. */
    default List<OtherSession> users(Collection<TableName> tables) throws SQLException {
        return List.of();
    }

    /** Returns the other sessions whose snapshot or transaction is older than that of this session, oldest first. */
    default List<OtherSession> olderSnapshots() throws SQLException {
        return List.of();
    }

    /**
     * Returns the holders of snapshots that can see rows from before a past point, now or later: the other sessions of
     * this database with a snapshot, prepared transactions, and older snapshots held for other servers.
     */
    default List<HeldSnapshot> heldSnapshots() throws SQLException {
        return List.of();
    }

    /** Returns the other sessions on this database whose transaction is older than {@code age}. */
    default List<OtherSession> openFor(Duration age) throws SQLException {
        return List.of();
    }
}
