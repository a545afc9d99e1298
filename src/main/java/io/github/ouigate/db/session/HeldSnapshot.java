package io.github.ouigate.db.session;

import org.jspecify.annotations.Nullable;

/**
 * A snapshot held by another session or a replication slot.
 *
 * @param id identifies it among all snapshots held before or after it
 * @param session the holder; null for a replication slot
 * @param slot the slot's name; empty for a session
 * @param waits whether the holder waits for a lock of this session
 */
public record HeldSnapshot(String id, @Nullable OtherSession session, String slot, boolean waits) {}
