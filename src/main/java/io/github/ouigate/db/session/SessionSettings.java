package io.github.ouigate.db.session;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The settings of a session that change what a condition means, or how a value is written.
 *
 * @param values by name; none on a product that has no such settings
 * @param timeZoneSource where the time zone is from; empty where there are no settings
 */
public record SessionSettings(Map<String, String> values, Optional<TimeZoneSource> timeZoneSource) {
    public static final String TIME_ZONE = "TimeZone";

    /** The schemas in which names without one are looked for. */
    public static final String SEARCH_PATH = "search_path";

    /** None. */
    public static final SessionSettings NONE = new SessionSettings(Map.of(), Optional.empty());

    public SessionSettings {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /** Where the time zone of a session is from. */
    public enum TimeZoneSource {
        /** The operator has given it. */
        OPTION,
        /** It is set for the role or the database. */
        DATABASE,
        /** It is set in the server's configuration. */
        SERVER,
        /** A saved document has it, and the server does not show its own. */
        DOCUMENT,
        /** The server does not show its own: it is UTC. */
        DEFAULT
    }

    /** Returns a setting, which the session has. */
    public String value(String name) {
        return values.getOrDefault(name, "");
    }

    /** Returns whether the zone may be another one than in other sessions of the role. */
    public boolean isTimeZoneUnknown() {
        return timeZoneSource.filter(TimeZoneSource.DEFAULT::equals).isPresent();
    }
}
