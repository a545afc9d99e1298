package io.github.ouigate.db;

import io.github.ouigate.db.schema.TableName;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * Checks the foreign keys of inserted rows once for all rows, where the server would check each of them by itself. The keys
 * stay as they are, and nobody waits for that. Inside a transaction, all of whose statements see what is committed.
 */
public interface BulkKeyCheck {
    /**
     * What a check reads.
     *
     * @param keys how many foreign keys there are
     * @param rows about how many rows there are now, of the table and of those that it references
     */
    record Cost(int keys, long rows) {}

    /** Returns those of some tables whose keys can be checked so: nothing but their keys acts on rows that are inserted. */
    Map<TableName, Cost> possible(Collection<TableName> tables) throws SQLException;

    /** Has no trigger fire, and no foreign key checked, until {@link #resume} or the end of the transaction. */
    void suspend() throws SQLException;

    /** Has them fire and checked again. */
    void resume() throws SQLException;

    /**
     * Checks every row of a table, and keeps the rows that it references until the transaction ends, as the server does.
     *
     * @param locked the tables that nobody else can write to
     * @throws SQLException of the kind that reports a row that references nothing, if there is one
     */
    void check(TableName table, Set<TableName> locked) throws SQLException;
}
