package io.github.ouigate.db.key;

import io.github.ouigate.db.schema.TableName;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * Checks the foreign keys of inserted rows with one query a key instead of once a row. The keys are not altered, and no
 * lock is taken for it. Requires a transaction whose statements see all committed rows (READ COMMITTED).
 */
public interface BulkKeyCheck {
    /**
     * The amount of work of a check.
     *
     * @param keys the number of foreign keys
     * @param rows the estimated number of rows in the table and in the tables that it references
     */
    record Cost(int keys, long rows) {}

    /** Returns the tables whose keys can be checked in bulk: only foreign keys react to inserts into them. */
    Map<TableName, Cost> possible(Collection<TableName> tables) throws SQLException;

    /** Disables triggers and foreign key checks until {@link #resume} or the end of the transaction. */
    void suspend() throws SQLException;

    /** Enables triggers and foreign key checks again. */
    void resume() throws SQLException;

    /**
     * Checks every row of a table, and locks the rows that it references until the transaction ends, as the server
     * does.
     *
     * @param locked the tables that no other session can write to
     * @throws SQLException a foreign key violation, if a row references a missing row
     */
    void check(TableName table, Set<TableName> locked) throws SQLException;
}
