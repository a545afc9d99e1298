package io.github.ouigate.db;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Moves rows out of and into tables as CSV: UTF-8, a header line, records end with a line feed, texts are quoted where
 * they have to be, NULL is nothing and the empty text is {@code ""}. What comes out goes in again, to the same values.
 * Inside a transaction. Keeps one row in memory, or a thousand.
 */
public interface RowCopy {
    /**
     * Writes the rows that a condition selects.
     *
     * @param table whose rows: those of its partitions are among them, those of inheriting tables are not
     * @param rowsSoFar is told now and then, and at the end, how many rows have been written; what it throws ends the
     *     copy, and the transaction can be rolled back
     * @return how many rows
     * @throws IOException if {@code to} does not take them; the transaction is to be rolled back
     */
    long out(TableName table, List<String> columns, @Nullable String where, LongConsumer rowsSoFar, OutputStream to)
            throws SQLException, IOException;

    /**
     * Inserts rows with the values that they come with, those of identity columns too.
     *
     * @param columns in the order of the header line, without those that the server computes
     * @return how many rows
     * @throws IOException if {@code from} cannot be read, or is no such CSV; the transaction is to be rolled back
     */
    long in(TableName table, List<String> columns, InputStream from) throws SQLException, IOException;

    /** Returns the session's settings that values are shown by. */
    Map<String, String> settings() throws SQLException;

    /** Has values shown and read by these settings, for the rest of the transaction; leaves those it does not know. */
    void use(Map<String, String> settings) throws SQLException;
}
