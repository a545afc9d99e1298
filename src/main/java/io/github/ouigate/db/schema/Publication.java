package io.github.ouigate.db.schema;

/**
 * A publication that sends a table's deletes to subscribers.
 *
 * @param name the publication
 * @param table the table, or one of its partitions
 * @param deletes whether a delete succeeds
 */
public record Publication(String name, TableName table, Deletes deletes) {
    /** What happens to a delete (PostgreSQL manual, section 29.1.1 of version 18, and CREATE PUBLICATION). */
    public enum Deletes {
        /** It is sent. */
        SENT,
        /** It fails: the table has no replica identity, so that nothing names the deleted row. */
        UNIDENTIFIED,
        /** It fails: the publication's row filter or column list does not fit the table's replica identity. */
        UNFIT
    }
}
