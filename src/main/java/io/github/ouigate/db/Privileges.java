package io.github.ouigate.db;

import io.github.ouigate.db.schema.TableName;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What the connected role may do. */
public interface Privileges {
    /** Returns which rights of those named the connected role lacks on a table, among them that to its schema. */
    List<Right> lacking(TableName table, Collection<Right.Privilege> privileges) throws SQLException;

    /** Returns which rights the connected role lacks to make tables in a schema. */
    List<Right> lackingToCreateIn(String schema) throws SQLException;

    /** Returns the schemas of the search path that others than their owners may create in, with those roles. */
    default Map<String, List<String>> othersWhoCreate() throws SQLException {
        return Map.of();
    }

    /** Returns whether the connected role can count all rows of a table, by a condition on some of its columns. */
    boolean canCount(TableName table, Collection<String> columns) throws SQLException;
}
