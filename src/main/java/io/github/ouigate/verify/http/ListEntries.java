package io.github.ouigate.verify.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The numbers of entries in a list, by age.
 *
 * @param newer entries created after the run requested its locks, and therefore written after its end
 * @param older entries created before, which the run should have deleted
 * @param untold entries without a readable creation time
 */
record ListEntries(int newer, int older, int untold) {
    /** The common names of creation times, in lower case and without hyphens and underscores. */
    private static final Set<String> CREATED = Set.of(
            "created",
            "createdat",
            "createdon",
            "createddate",
            "createdtime",
            "createtime",
            "creationdate",
            "creationtime",
            "datecreated",
            "insertedat",
            "timecreated");

    /** ISO 8601 with an offset; without one, the time zone would be unknown. */
    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT);

    /** The tolerance for applications that truncate fractions of a second. */
    private static final Duration PRECISION = Duration.ofSeconds(1);

    /** The age of an entry. */
    private enum Age {
        NEWER,
        OLDER,
        UNTOLD
    }

    /** Counts the entries up to the end of the list and stores none, since they are private messages. */
    static ListEntries read(JsonParser list, Optional<Instant> lockRequestedAt) throws IOException {
        Map<Age, Integer> entries = new EnumMap<>(Age.class);
        while (list.nextToken() != JsonToken.END_ARRAY) {
            entries.merge(age(created(list), lockRequestedAt), 1, Integer::sum);
        }
        return new ListEntries(
                entries.getOrDefault(Age.NEWER, 0),
                entries.getOrDefault(Age.OLDER, 0),
                entries.getOrDefault(Age.UNTOLD, 0));
    }

    private static Age age(Optional<Instant> created, Optional<Instant> lockRequestedAt) {
        if (created.isEmpty() || lockRequestedAt.isEmpty()) {
            return Age.UNTOLD;
        }
        if (created.get().isAfter(lockRequestedAt.get())) {
            return Age.NEWER;
        }
        return created.get().plus(PRECISION).isAfter(lockRequestedAt.get()) ? Age.UNTOLD : Age.OLDER;
    }

    /** Reads an entry and returns the earliest of its creation times; empty if one cannot be read. */
    private static Optional<Instant> created(JsonParser entry) throws IOException {
        if (entry.currentToken() != JsonToken.START_OBJECT) {
            entry.skipChildren();
            return Optional.empty();
        }
        Instant earliest = Instant.MAX;
        while (entry.nextToken() == JsonToken.FIELD_NAME) {
            boolean created = isCreated(entry.currentName());
            JsonToken value = entry.nextToken();
            if (created && value != JsonToken.VALUE_NULL) {
                Instant time = value == JsonToken.VALUE_STRING ? time(entry.getText()) : Instant.MIN;
                earliest = time.isBefore(earliest) ? time : earliest;
            }
            entry.skipChildren();
        }
        return earliest.equals(Instant.MAX) || earliest.equals(Instant.MIN) ? Optional.empty() : Optional.of(earliest);
    }

    private static boolean isCreated(String name) {
        return CREATED.contains(name.toLowerCase(Locale.ROOT).replaceAll("[_-]", ""));
    }

    private static Instant time(String text) {
        try {
            return Instant.from(TIMESTAMP.parse(text));
        } catch (DateTimeException e) {
            return Instant.MIN;
        }
    }

    int count() {
        return newer + older + untold;
    }
}
