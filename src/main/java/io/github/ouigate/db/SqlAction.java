package io.github.ouigate.db;

import java.sql.SQLException;

/** Something that is done in a database. */
@FunctionalInterface
public interface SqlAction {
    void run() throws SQLException;
}
