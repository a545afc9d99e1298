package io.github.ouigate.target;

/**
 * A column of a table.
 *
 * @param type as the server names it, with its schema where that is not the server's own
 * @param generated whether the server computes its values
 * @param identity whether the server gives out its values
 */
public record Column(String name, String type, boolean generated, boolean identity) {}
