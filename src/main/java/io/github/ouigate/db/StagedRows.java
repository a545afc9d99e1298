package io.github.ouigate.db;

import io.github.ouigate.db.schema.Misfit;
import io.github.ouigate.db.schema.RowChange;
import io.github.ouigate.db.schema.TableName;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are to be inserted into tables, in temporary tables meanwhile: for queries that compare them with what is
 * there. Inside a transaction, with which they end.
 */
public interface StagedRows {
    /** Returns a new temporary table for rows of {@code table}, parents before children. */
    TableName make(TableName table, List<String> columns) throws SQLException;

    /** Lets the transaction write to the temporary tables only. */
    void makeReadOnly() throws SQLException;

    /** Takes out the rows that are in their tables already, with the same key and the same values; returns how many. */
    Map<TableName, Long> removePresent() throws SQLException;

    /** Takes out the rows that reference rows which are nowhere, and those that reference them; returns how many. */
    Map<TableName, Long> removeOrphans() throws SQLException;

    /**
     * Returns how many rows that a foreign key has changed would reference others that are nowhere, if they were set back.
     *
     * @param values as {@link RowCopy#setBack} takes them
     */
    long orphans(RowChange change, List<List<byte @Nullable []>> values) throws SQLException;

    /** Returns what keeps the rows from being inserted. */
    List<Misfit> misfits() throws SQLException;

    /** Inserts the rows of a table, with the values that they have, and returns how many. */
    long insert(TableName table) throws SQLException;
}
