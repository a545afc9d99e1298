package io.github.ouigate.db.schema;

/**
 * A constraint that each row must satisfy.
 *
 * @param table the table, or the root of its partitions
 * @param on the table with the constraint: {@code table} itself or one of its partitions
 * @param definition the definition in SQL
 * @param broken selects the rows of {@code table} that violate it
 */
public record RowConstraint(TableName table, TableName on, String name, String definition, Condition broken) {}
