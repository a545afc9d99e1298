package io.github.ouigate.db;

import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.db.schema.TemporaryIndex;
import java.sql.SQLException;
import java.util.Collection;

/** Makes and drops indexes within one transaction. */
public interface IndexBuilder {
    /**
     * Shuts readers out of tables that writers are shut out of, for the rest of the transaction; waits for moments.
     *
     * @throws SQLException that {@link Locks#isLockedByAnother} recognises, if somebody reads them; the transaction can go on
     */
    void shutReadersOut(Collection<TableName> tables) throws SQLException;

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
