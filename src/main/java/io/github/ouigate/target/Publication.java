package io.github.ouigate.target;

/**
 * A publication that sends a table's deletes to subscribers.
 *
 * @param name the publication
 * @param table the table, or one of its partitions
 * @param identified whether a deleted row can be named to the subscribers; if not, each delete fails
 */
public record Publication(String name, TableName table, boolean identified) {}
