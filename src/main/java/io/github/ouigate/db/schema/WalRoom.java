package io.github.ouigate.db.schema;

import java.util.Map;

/**
 * What decides how much write-ahead log a delete writes, and how much the server can keep.
 *
 * @param tableBytes how large the tables are
 * @param slots how many bytes more may be written before a replication slot loses what it still needs, by the slot's name;
 *     without those that have no limit
 */
public record WalRoom(long tableBytes, Map<String, Long> slots) {
    /** Of a product that tells neither. */
    public static final WalRoom UNKNOWN = new WalRoom(0, Map.of());

    public WalRoom {
        slots = Map.copyOf(slots);
    }
}
