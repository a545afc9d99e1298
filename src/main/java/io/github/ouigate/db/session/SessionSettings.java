package io.github.ouigate.db.session;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The session settings that affect the meaning of a condition or the text form of a value.
 *
 * @param values the settings by name; empty on a product without such settings
 * @param timeZoneSource the source of the time zone; empty on a product without such settings
 */
public record SessionSettings(Map<String, String> values, Optional<TimeZoneSource> timeZoneSource) {
    public static final String TIME_ZONE = "TimeZone";

    /** The schemas that unqualified names are searched in. */
    public static final String SEARCH_PATH = "search_path";

    /** No settings. */
    public static final SessionSettings NONE = new SessionSettings(Map.of(), Optional.empty());

    public SessionSettings {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /** The source of a session's time zone. */
    public enum TimeZoneSource {
        /** An option of the command line. */
        OPTION,
        /** The setting of the role or the database. */
        DATABASE,
        /** The server's configuration. */
        SERVER,
        /** A saved document, because the server does not show its configuration. */
        DOCUMENT,
        /** UTC, because the server does not show its configuration. */
        DEFAULT
    }

    /** Returns the value of a setting; empty if the session does not have it. */
    public String value(String name) {
        return values.getOrDefault(name, "");
    }

    /** Returns whether the time zone can differ from that of the role's other sessions. */
    public boolean isTimeZoneUnknown() {
        return timeZoneSource.filter(TimeZoneSource.DEFAULT::equals).isPresent();
    }
}
