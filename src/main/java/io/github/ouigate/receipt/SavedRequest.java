package io.github.ouigate.receipt;

import io.github.ouigate.db.session.SessionSettings.TimeZoneSource;
import io.github.ouigate.plan.KeyMode;
import io.github.ouigate.receipt.SavedRestore.SavedArchive;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The options of a purge, as far as its receipt contains them.
 *
 * @param timeZoneSource the source of the session's time zone; null if the document does not contain it
 * @param archive the location of the archive; null without one
 */
public record SavedRequest(
        Instant startedAt,
        @Nullable TimeZoneSource timeZoneSource,
        KeyMode keys,
        boolean truncate,
        Set<String> allowedWrites,
        Set<String> allowedServers,
        @Nullable SavedArchive archive) {
    public SavedRequest {
        allowedWrites = Set.copyOf(allowedWrites);
        allowedServers = Set.copyOf(allowedServers);
    }
}
