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
 * The entries of a list, counted by their age.
 *
 * @param newer were created after a run had asked for its locks: they were written after its end
 * @param older were created before: the run was to delete them
 * @param untold do not show when they were created
 */
record ListEntries(int newer, int older, int untold) {
    /** The names of the time of creation, without case, hyphen and underscore. */
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

    /** ISO 8601 with an offset: without one, a time can be that of any place. */
    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT);

    /** Applications cut off fractions of a second. */
    private static final Duration PRECISION = Duration.ofSeconds(1);

    /** What an entry shows of its age. */
    private enum Age {
        NEWER,
        OLDER,
        UNTOLD
    }

    /** Reads entries up to the end of the list, and keeps none: they are private messages. */
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

    /** Reads an entry. Returns when it was created, by the earliest of several times; empty if one cannot be read. */
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
