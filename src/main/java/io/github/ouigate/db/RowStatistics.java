package io.github.ouigate.db;

import io.github.ouigate.db.schema.Condition;
import io.github.ouigate.db.schema.TableName;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Counts, ages and digests of rows. */
public interface RowStatistics {
    /** Counts the rows of a table that a condition selects. */
    long count(TableName table, Condition condition) throws SQLException;

    /** Counts the rows that a condition selects, by the child table that contains them. */
    default Map<TableName, Long> rowsByTable(TableName table, Condition condition) throws SQLException {
        return Map.of();
    }

    /**
     * Counts the rows that a condition selects, by whether they were visible in an earlier snapshot.
     *
     * @param snapshot the result of {@code pg_current_snapshot()} in an earlier transaction
     * @return empty if the server does not have the information, or no longer has it
     */
    default Optional<RowAges> rowAges(TableName table, Condition condition, String snapshot) throws SQLException {
        return Optional.empty();
    }

    /**
     * Returns the tables of some schemas with the catalog's row estimates; empty for a table that was never analysed.
     */
    Map<TableName, OptionalLong> estimates(Collection<String> schemas) throws SQLException;

    /**
     * Returns an upper estimate of the stored bytes of some rows, without row headers and indexes. Rows of average width
     * are assumed; long values count with their compressed size.
     *
     * @param rows the number of rows in the table and in those that inherit from it
     * @return empty if the product has no such statistics
     */
    default OptionalLong storedBytes(TableName table, long rows) throws SQLException {
        return OptionalLong.empty();
    }

    /**
     * The numbers of rows written before and after a point in the past. The age of an updated row is that of its
     * update.
     *
     * @param before rows that existed at that point
     * @param untold rows of transactions that may have been open at that point
     * @param after rows written later
     */
    record RowAges(long before, long untold, long after) {}

    /**
     * Returns the number of rows that a transaction will keep, and a digest of those that it will not write to. The
     * table must be locked against writes and maintenance by other sessions.
     *
     * @param deleted selects the rows that are not kept
     * @param changed selects the kept rows that are written to
     */
    default RowDigest digestOfKept(TableName table, Condition deleted, Condition changed) throws SQLException {
        return new RowDigest(count(table, deleted.negated()), "");
    }

    /** Returns the number of rows of a table, and a digest of those that the transaction has not written to. */
    default RowDigest digestOfUnwritten(TableName table) throws SQLException {
        return new RowDigest(count(table, Condition.NONE), "");
    }

    /**
     * Returns the number and a digest of the rows that a built-in condition selects; calls no user-defined function.
     */
    RowDigest digestOfContents(TableName table, Condition condition) throws SQLException;

    /**
     * A row count and a digest.
     *
     * @param digest the digest of the rows' versions or contents, independent of their order; empty if the product has
     *     none
     */
    record RowDigest(long rows, String digest) {}
}
