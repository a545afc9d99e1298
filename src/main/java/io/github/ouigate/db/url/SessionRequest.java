package io.github.ouigate.db.url;

import java.util.Map;
import java.util.Optional;

/**
 * Which settings a session is to have instead of those of the role and the database.
 *
 * @param timeZone the time zone that the operator has given
 * @param others other settings that a saved document has, by name
 * @param assumedTimeZone the time zone that a saved document has: for a server that does not show its own
 */
public record SessionRequest(Optional<String> timeZone, Map<String, String> others, Optional<String> assumedTimeZone) {
    /** The settings of the role and the database. */
    public static final SessionRequest NONE = new SessionRequest(Optional.empty(), Map.of(), Optional.empty());

    public SessionRequest {
        others = Map.copyOf(others);
    }
}
