package io.github.ouigate.verify.http;

import java.time.Instant;
import java.util.Optional;

/**
 * The entries that a list may contain after a run.
 *
 * @param lockRequestedAt the time when the run requested its locks; entries created later were written after its end
 *     and are permitted; empty if unknown
 * @param allowed whether entries without a readable creation time are permitted too
 */
public record NewEntries(Optional<Instant> lockRequestedAt, boolean allowed) {
    /** Permits no entries. */
    public static final NewEntries NONE = new NewEntries(Optional.empty(), false);
}
