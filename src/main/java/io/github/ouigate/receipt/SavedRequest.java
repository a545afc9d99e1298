package io.github.ouigate.receipt;

import io.github.ouigate.db.session.SessionSettings.TimeZoneSource;
import io.github.ouigate.plan.KeyMode;
import io.github.ouigate.receipt.SavedRestore.SavedArchive;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * With which options a purge was started, as far as its receipt has them.
 *
 * @param timeZoneSource where the time zone of its session is from; null if the document does not have it
 * @param archive where the rows were archived; null if they were not
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
