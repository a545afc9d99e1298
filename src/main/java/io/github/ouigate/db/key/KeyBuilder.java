package io.github.ouigate.db.key;

import io.github.ouigate.db.schema.KeyName;
import java.sql.SQLException;
import java.util.List;

/** Drops foreign keys and adds them again in one transaction. */
public interface KeyBuilder {
    /**
     * A key in its state before the transaction.
     *
     * @param definition the clause that defines it
     * @param comment the statement that sets its comment; empty if it has none
     * @param description the full description of the key and of its copies on partitions, one line each
     */
    record DefinedKey(KeyName name, String definition, List<String> comment, List<String> description) {
        public DefinedKey {
            comment = List.copyOf(comment);
            description = List.copyOf(description);
        }
    }

    /** Returns the current state of a key. */
    DefinedKey read(KeyName key) throws SQLException;

    /** Drops a key; takes an ACCESS EXCLUSIVE lock on both tables. */
    void drop(KeyName key) throws SQLException;

    /**
     * Adds a key again; the server checks every row. Callers compare the result of {@link #read} with the earlier one.
     *
     * @throws SQLException a foreign key violation, if a row references a missing row
     */
    void add(DefinedKey key) throws SQLException;
}
