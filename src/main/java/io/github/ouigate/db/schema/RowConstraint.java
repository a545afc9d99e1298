package io.github.ouigate.db.schema;

/**
 * A constraint that each row has to meet.
 *
 * @param table the table that people know
 * @param on the table that has the constraint: one of its partitions, or the table itself
 * @param definition in SQL
 * @param broken selects the rows of {@code table} that do not meet it
 */
public record RowConstraint(TableName table, TableName on, String name, String definition, Condition broken) {}
