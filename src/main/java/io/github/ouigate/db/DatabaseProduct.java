package io.github.ouigate.db;

import io.github.ouigate.db.url.ConnectionSettings;
import java.sql.Connection;
import java.sql.SQLException;

/** A database product that ouigate knows. */
public interface DatabaseProduct {
    /** Opens a connection in auto-commit mode, whose session the server shows under a name. */
    Connection open(ConnectionSettings target, String sessionName) throws SQLException;

    Dialect dialect();

    /** Loads what a first connection takes long to load. */
    default void load() {}
}
