package io.github.ouigate.db.session;

import org.jspecify.annotations.Nullable;

/**
 * A snapshot of the rows, which somebody else holds.
 *
 * @param id tells it from all others that were held before or after it
 * @param session who holds it; null for a replication slot
 * @param slot the slot's name; empty for a session
 * @param waits whether it waits for a lock of this session
 */
public record HeldSnapshot(String id, @Nullable OtherSession session, String slot, boolean waits) {}
