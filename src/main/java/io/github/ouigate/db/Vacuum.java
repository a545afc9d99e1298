package io.github.ouigate.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Vacuums tables. */
public interface Vacuum {
    /**
     * Gives the space of deleted rows back for use, and counts the table anew for the query planner. Outside a
     * transaction.
     *
     * @return what the server warned of, such as a missing right for which it did nothing
     */
    Optional<String> vacuum(Connection connection, TableName table) throws SQLException;
}
