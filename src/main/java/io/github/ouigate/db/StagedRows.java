package io.github.ouigate.db;

import io.github.ouigate.db.schema.Misfit;
import io.github.ouigate.db.schema.RowChange;
import io.github.ouigate.db.schema.TableName;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows in temporary tables that are compared with the database before they are inserted. The temporary tables end with
 * the transaction.
 */
public interface StagedRows {
    /** Creates a temporary table for rows of {@code table} and returns its name. Parents come before children. */
    TableName make(TableName table, List<String> columns) throws SQLException;

    /** Restricts the transaction to writes to temporary tables. */
    void makeReadOnly() throws SQLException;

    /** Removes the staged rows that the tables already contain with the same key and values; returns the counts. */
    Map<TableName, Long> removePresent() throws SQLException;

    /** Removes the staged rows that reference missing rows, and the rows that reference those; returns the counts. */
    Map<TableName, Long> removeOrphans() throws SQLException;

    /**
     * Returns how many rows of {@code change} would reference missing rows if they were set back.
     *
     * @param values in the form of {@link RowCopy#setBack}
     */
    long orphans(RowChange change, List<List<byte @Nullable []>> values) throws SQLException;

    /** Returns the reasons why the rows cannot be inserted. */
    List<Misfit> misfits() throws SQLException;

    /** Inserts the staged rows of a table and returns their number. */
    long insert(TableName table) throws SQLException;
}
