package io.github.ouigate.db;

/**
 * How the server serves a connection.
 *
 * @param standby whether it is a replica, which takes no writes
 * @param readOnly whether transactions are read-only unless they say otherwise
 * @param exposed whether the connection comes from another machine and is not encrypted
 */
public record ConnectionState(boolean standby, boolean readOnly, boolean exposed) {}
