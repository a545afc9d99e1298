package io.github.ouigate.db;

import io.github.ouigate.db.key.BulkKeyCheck;
import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.RowChange;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Copies rows out of and into tables as CSV in the database's encoding, with a header line. Records end with a line
 * feed, values are quoted only where necessary, NULL is an empty field, and the empty string is {@code ""}. Copying out
 * and in again reproduces the values. Requires a transaction. Keeps at most a thousand rows in memory.
 */
public interface RowCopy {
    /**
     * Returns the row copy of a connection.
     *
     * @throws RefusedException if the product does not support archives and restores
     */
    static RowCopy of(Dialect dialect, Connection connection) throws SQLException {
        Optional<RowCopy> copy = dialect.rowCopy(connection);
        if (copy.isEmpty()) {
            String product = dialect.serverInfo(connection).identity().product();
            throw new RefusedException(Message.of("archive.unsupported", product));
        }
        return copy.get();
    }

    /**
     * Writes the rows that a condition selects.
     *
     * @param table the table; rows of its partitions are included, rows of inheriting tables are not
     * @param rowsSoFar receives the number of rows written so far, at intervals and at the end; an exception from it
     *     ends the copy, and the transaction can be rolled back
     * @return the number of rows
     * @throws IOException if writing to {@code to} fails; the transaction has to be rolled back
     */
    long out(TableName table, List<String> columns, Condition condition, LongConsumer rowsSoFar, OutputStream to)
            throws SQLException, IOException;

    /**
     * Inserts rows with the given values, including those of identity columns.
     *
     * @param columns the columns in the order of the header line, without generated columns
     * @return the number of rows
     * @throws IOException if {@code from} cannot be read or is not valid CSV; the transaction has to be rolled back
     */
    long in(TableName table, List<String> columns, InputStream from) throws SQLException, IOException;

    /** Returns the session settings that determine the text form of values, and the encoding. */
    Map<String, String> settings() throws SQLException;

    /**
     * Applies the settings and the encoding for the text form of values, for the rest of the transaction. Unknown
     * settings are ignored.
     */
    void use(Map<String, String> settings) throws SQLException;

    /**
     * Returns the columns of a key that identifies each row: unique, never NULL, and not among {@code changed}. Empty
     * if the table has none.
     */
    Optional<List<String>> identity(TableName table, Collection<String> changed) throws SQLException;

    /** Returns the text of a column's default value; null if it is NULL. */
    @Nullable
    String defaultValue(TableName table, String column) throws SQLException;

    /** Returns whether a column's default is a constant. */
    boolean hasConstantDefault(TableName table, String column) throws SQLException;

    /**
     * Restores the values that rows had before a change. A row is updated if each value is either the changed or the
     * earlier one.
     *
     * @param values the key and then the changed columns, as {@link #out} writes them under the same settings
     * @param withoutOrphans whether to skip rows that would reference missing rows
     * @return the keys, for people, of rows that were skipped: rows that would be orphans, are missing, or have other
     *     values
     */
    List<List<String>> setBack(RowChange change, List<List<byte @Nullable []>> values, boolean withoutOrphans)
            throws SQLException;

    /** Creates a staging area for rows that are compared with the database before they are inserted. */
    StagedRows stage() throws SQLException;

    /** Returns the bulk check of foreign keys. */
    BulkKeyCheck keys();

    /**
     * Returns the privileges that the role lacks to advance the sequences of a table's columns beyond the staged rows.
     */
    List<Right> lackingToAdvance(TableName table, TableName staged) throws SQLException;

    /**
     * Advances the sequences of a table's columns beyond the values in the table; no sequence is set back. The effect
     * is immediate for every session, and a rollback does not undo it.
     *
     * @throws RefusedException if the role lacks a privilege on a sequence that has to be advanced
     */
    void advanceSequences(TableName table) throws SQLException;
}
