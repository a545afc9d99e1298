package io.github.ouigate.db;

import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.TableName;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** How many rows tables have, and since when. */
public interface RowStatistics {
    /** Counts the rows of a table that a condition selects. */
    long count(TableName table, Condition condition) throws SQLException;

    /** Counts the rows of a table that a condition selects, each under the child table that it is in. */
    default Map<TableName, Long> rowsByTable(TableName table, Condition condition) throws SQLException {
        return Map.of();
    }

    /**
     * Tells rows that a condition selects and that a transaction with {@code snapshot} found there from later ones.
     *
     * @param snapshot what {@code pg_current_snapshot()} returned in that transaction
     * @return empty if the server cannot tell, or cannot tell any longer
     */
    default Optional<RowAges> rowAges(TableName table, Condition condition, String snapshot) throws SQLException {
        return Optional.empty();
    }

    /**
     * Returns the tables of some schemas with the catalog's estimate of their rows: cheap, and only roughly right; empty
     * where a table was never analysed.
     */
    Map<TableName, OptionalLong> estimates(Collection<String> schemas) throws SQLException;

    /**
     * Returns about how many bytes of the database some rows of a table take, at most, long values as they are stored;
     * without what the server keeps about each row, and without indexes. Rows of average width are assumed.
     *
     * @param rows how many rows, of the table and those that inherit from it
     * @return empty if the product does not tell
     */
    default OptionalLong storedBytes(TableName table, long rows) throws SQLException {
        return OptionalLong.empty();
    }

    /**
     * How many rows were written before or after a moment in the past. A row that was updated is as old as its update.
     *
     * @param before rows that were there
     * @param untold rows of transactions that may have been open at that moment
     * @param after rows that came later
     */
    record RowAges(long before, long untold, long after) {}

    /**
     * Returns how many rows of a table a transaction is going to keep, and which of them it is not going to write to. The
     * table is locked against the writes and the maintenance of other sessions.
     *
     * @param deleted selects the rows that are not kept
     * @param changed selects those that are kept and written to
     */
    default RowDigest digestOfKept(TableName table, Condition deleted, Condition changed) throws SQLException {
        return new RowDigest(count(table, deleted.negated()), "");
    }

    /** Returns how many rows of a table there are, and which of them the transaction has not written to. */
    default RowDigest digestOfUnwritten(TableName table) throws SQLException {
        return new RowDigest(count(table, Condition.NONE), "");
    }

    /** Returns how many rows a condition of ouigate's own selects, and what they hold; calls nothing of users. */
    RowDigest digestOfContents(TableName table, Condition condition) throws SQLException;

    /**
     * What rows can be recognised by.
     *
     * @param digest of the versions or of the contents of the rows; it does not depend on their order; empty where the
     *     server has none
     */
    record RowDigest(long rows, String digest) {}
}
