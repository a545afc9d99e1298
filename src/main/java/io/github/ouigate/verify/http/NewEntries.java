package io.github.ouigate.verify.http;

import java.time.Instant;
import java.util.Optional;

/**
 * The entries that a list may have after a run.
 *
 * @param lockRequestedAt when the run asked for its locks: who came to write after that waited for its end, so that what was
 *     created since may be there; empty if that is not known
 * @param allowed whether entries that do not show when they were created are allowed as well
 */
public record NewEntries(Optional<Instant> lockRequestedAt, boolean allowed) {
    /** None. */
    public static final NewEntries NONE = new NewEntries(Optional.empty(), false);
}
