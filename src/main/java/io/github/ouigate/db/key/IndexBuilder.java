package io.github.ouigate.db.key;

import io.github.ouigate.db.schema.TemporaryIndex;
import java.sql.SQLException;

/** Creates and drops indexes in one transaction. */
public interface IndexBuilder {
    /**
     * Creates an index in the current transaction, with memory and parallel workers to match its size.
     *
     * @param name the name of the index, in the schema of its table
     */
    void create(String name, TemporaryIndex index) throws SQLException;

    /**
     * Returns whether the current transaction can use an index that it created. It cannot if an older snapshot is open
     * that needs row versions outside the index ({@code pg_index.indcheckxmin}).
     */
    boolean isUsed(String name, TemporaryIndex index) throws SQLException;

    /** Drops an index; takes an ACCESS EXCLUSIVE lock on its table. */
    void drop(String name, TemporaryIndex index) throws SQLException;
}
