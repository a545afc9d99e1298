package io.github.ouigate.db;

import io.github.ouigate.db.schema.KeyName;
import java.sql.SQLException;
import java.util.List;

/** Drops foreign keys and adds them again, within one transaction. */
public interface KeyBuilder {
    /**
     * A key as it is before anything has changed it.
     *
     * @param definition the clause that defines it
     * @param comment the statement that comments it, if it has a comment
     * @param description the whole key as it was, line by line, with its copies on partitions
     */
    record DefinedKey(KeyName name, String definition, List<String> comment, List<String> description) {
        public DefinedKey {
            comment = List.copyOf(comment);
            description = List.copyOf(description);
        }
    }

    /** Returns a key as it is. */
    DefinedKey read(KeyName key) throws SQLException;

    /** Drops a key; readers are shut out of both tables. */
    void drop(KeyName key) throws SQLException;

    /**
     * Adds a key again, which checks every row. Whether it is as it was, {@link #read} tells.
     *
     * @throws SQLException of the kind that reports a row that references nothing, if there is one
     */
    void add(DefinedKey key) throws SQLException;
}
