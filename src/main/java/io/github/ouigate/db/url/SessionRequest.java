package io.github.ouigate.db.url;

import java.util.Map;
import java.util.Optional;

/**
 * The session settings that replace those of the role and the database.
 *
 * @param timeZone the time zone given by the operator
 * @param others other settings from a saved document, by name
 * @param assumedTimeZone the time zone from a saved document, for a server that does not report its own
 */
public record SessionRequest(Optional<String> timeZone, Map<String, String> others, Optional<String> assumedTimeZone) {
    /** Keeps the settings of the role and the database. */
    public static final SessionRequest NONE = new SessionRequest(Optional.empty(), Map.of(), Optional.empty());

    public SessionRequest {
        others = Map.copyOf(others);
    }
}
