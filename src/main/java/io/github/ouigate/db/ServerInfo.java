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
}
