package io.github.ouigate.db;

import io.github.ouigate.db.schema.TableName;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The privileges of the connected role. */
public interface Privileges {
    /** Returns the privileges that the role lacks on a table, including USAGE on its schema. */
    List<Right> lacking(TableName table, Collection<Right.Privilege> privileges) throws SQLException;

    /** Returns the privileges that the role lacks for creating tables in a schema. */
    List<Right> lackingToCreateIn(String schema) throws SQLException;

    /**
     * Returns the schemas of the search path in which roles other than the owner may create objects, with those roles.
     */
    default Map<String, List<String>> othersWhoCreate() throws SQLException {
        return Map.of();
    }

    /** Returns whether the role can count all rows of a table by a condition on some of its columns. */
    boolean canCount(TableName table, Collection<String> columns) throws SQLException;
}
