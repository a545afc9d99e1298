package io.github.ouigate.db;

import io.github.ouigate.db.schema.TemporaryIndex;
import java.sql.SQLException;

/** Makes and drops indexes within one transaction. */
public interface IndexBuilder {
    /**
     * Makes an index in the current transaction, with the memory and the workers that it is worth.
     *
     * @param name of the index, in the schema of its table
     */
    void create(String name, TemporaryIndex index) throws SQLException;

    /**
     * Returns whether the current transaction uses an index that it has made. It does not if there is a snapshot in which the
     * table has other rows than those that are indexed.
     */
    boolean isUsed(String name, TemporaryIndex index) throws SQLException;

    /** Drops an index again; readers are shut out of its table. */
    void drop(String name, TemporaryIndex index) throws SQLException;
}
