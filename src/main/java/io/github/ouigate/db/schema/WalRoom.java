package io.github.ouigate.db.schema;

import java.util.Map;

/**
 * The write-ahead log that a delete needs, and the space that the server has for it.
 *
 * @param tableBytes the size of the tables in bytes
 * @param slots the bytes that can be written before a replication slot loses required segments, by slot name; slots
 *     without a limit are omitted
 */
public record WalRoom(long tableBytes, Map<String, Long> slots) {
    /** The values of a product that reports neither. */
    public static final WalRoom UNKNOWN = new WalRoom(0, Map.of());

    public WalRoom {
        slots = Map.copyOf(slots);
    }
}
