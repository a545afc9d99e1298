package io.github.ouigate.db;

import java.sql.SQLException;

/** What a server says of itself and of this connection. */
public interface ServerInfo {
    /** Asks the server who it is. */
    DatabaseIdentity identity() throws SQLException;

    /** Asks the server under what conditions it serves this connection. */
    ConnectionState connectionState() throws SQLException;

    /** Returns whether the server counts what a transaction writes, so that {@link Transactions#watchWrites} can tell. */
    boolean countsWrites() throws SQLException;

    /**
     * The state of a connection as far as it matters before a run.
     *
     * @param standby whether it is a replica, which takes no writes
     * @param readOnly whether transactions are read-only unless they say otherwise
     * @param exposed whether the connection comes from another machine and is not encrypted
     */
    record ConnectionState(boolean standby, boolean readOnly, boolean exposed) {}
}
