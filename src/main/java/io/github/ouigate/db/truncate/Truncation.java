package io.github.ouigate.db.truncate;

import io.github.ouigate.db.schema.TableName;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** Truncates tables in a transaction and reports the differences from deleting all rows. */
public interface Truncation {
    /** Returns the differences between TRUNCATE and DELETE for some tables and their partitions. */
    List<TruncateEffect> effects(Collection<TableName> tables) throws SQLException;

    /**
     * Returns the files of the database's relations.
     *
     * @param truncated the tables to be truncated, with their partitions
     */
    TableFiles files(Collection<TableName> truncated) throws SQLException;

    /**
     * Truncates exactly the given tables and their partitions; takes ACCESS EXCLUSIVE locks.
     *
     * @throws SQLException lock_not_available, if another session uses one of their indexes or TOAST tables
     */
    void truncate(Collection<TableName> tables) throws SQLException;
}
