package io.github.ouigate.db;

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
 * Moves rows out of and into tables as CSV: in the encoding of the database that they are from, with a header line; records
 * end with a line feed, texts are quoted where they have to be, NULL is nothing and the empty text is {@code ""}. What comes
 * out goes in again, to the same values. Inside a transaction. Keeps one row in memory, or a thousand.
 */
public interface RowCopy {
    /**
     * Returns what copies rows over a connection.
     *
     * @throws RefusedException if rows of its product cannot be archived and restored
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
     * @param table whose rows: those of its partitions are among them, those of inheriting tables are not
     * @param rowsSoFar is told now and then, and at the end, how many rows have been written; what it throws ends the
     *     copy, and the transaction can be rolled back
     * @return how many rows
     * @throws IOException if {@code to} does not take them; the transaction is to be rolled back
     */
    long out(TableName table, List<String> columns, Condition condition, LongConsumer rowsSoFar, OutputStream to)
            throws SQLException, IOException;

    /**
     * Inserts rows with the values that they come with, those of identity columns too.
     *
     * @param columns in the order of the header line, without those that the server computes
     * @return how many rows
     * @throws IOException if {@code from} cannot be read, or is no such CSV; the transaction is to be rolled back
     */
    long in(TableName table, List<String> columns, InputStream from) throws SQLException, IOException;

    /** Returns the session's settings that values are shown by, and their encoding. */
    Map<String, String> settings() throws SQLException;

    /**
     * Has values shown and read by these settings, for the rest of the transaction, and by their encoding; leaves those it
     * does not know.
     */
    void use(Map<String, String> settings) throws SQLException;

    /**
     * Returns the columns of a key that identifies each row of a table, if it has one: unique, never NULL, and without
     * those that are going to be changed.
     */
    Optional<List<String>> identity(TableName table, Collection<String> changed) throws SQLException;

    /** Returns the text of a column's default value; null for NULL. */
    @Nullable
    String defaultValue(TableName table, String column) throws SQLException;

    /** Returns whether a column's default is the same value for each row and at any time. */
    boolean hasConstantDefault(TableName table, String column) throws SQLException;

    /**
     * Sets rows back to the values that they had before a change, where each value is as the change left it or is as before.
     *
     * @param values of the key, then of the columns that were changed, as {@link #out} writes them under the same settings
     * @param withoutOrphans whether rows are left that would reference others which are not there
     * @return the keys, for people, of the rows that are left, not there, or not as the change left them: nothing is done to
     *     them
     */
    List<List<String>> setBack(RowChange change, List<List<byte @Nullable []>> values, boolean withoutOrphans)
            throws SQLException;

    /** Returns a place for rows that are to be compared with those of the database before they are inserted. */
    StagedRows stage() throws SQLException;

    /** Returns what checks the foreign keys of rows once they are all inserted. */
    BulkKeyCheck keys();

    /** Returns the rights that the role lacks to move the sequences on that give a table's columns values, past staged rows. */
    List<Right> lackingToAdvance(TableName table, TableName staged) throws SQLException;

    /**
     * Moves the sequences on that give a table's columns values, past those that are in the table; none is turned back.
     * This writes: at once for every session, and no rollback undoes it.
     *
     * @throws RefusedException if the role has no right to move one that has to be
     */
    void advanceSequences(TableName table) throws SQLException;
}
