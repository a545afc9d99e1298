package io.github.ouigate.db.truncate;

import io.github.ouigate.db.schema.TableName;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** Truncates tables within a transaction, and tells what differs from deleting all their rows. */
public interface Truncation {
    /** Returns in what TRUNCATE differs from DELETE for some tables and their partitions. */
    List<TruncateEffect> effects(Collection<TableName> tables) throws SQLException;

    /**
     * Returns in which files the relations of the database are.
     *
     * @param truncated those tables that are to be truncated, each with its partitions
     */
    TableFiles files(Collection<TableName> truncated) throws SQLException;

    /**
     * Truncates tables and their partitions, and no others; readers are shut out of all of them.
     *
     * @throws SQLException of the kind that reports a held lock, if somebody uses an index or a TOAST table of them
     */
    void truncate(Collection<TableName> tables) throws SQLException;
}
