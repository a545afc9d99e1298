package io.github.ouigate.report;

import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.db.schema.TableWrites;
import io.github.ouigate.db.session.OtherSession;
import io.github.ouigate.db.session.StatementText;
import io.github.ouigate.ledger.LedgerEntry;
import io.github.ouigate.message.Message;
import java.text.MessageFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Formats messages and values in the operator's language. */
public final class Messages {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private static final String BUNDLE = "io.github.ouigate.report.messages";

    /** Control and invisible format characters, with which a value from a database could overwrite the screen. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}]+");

    private static final Pattern SHELL_WORD = Pattern.compile("[\\w./:@%+=-]+");

    private static final Pattern LINE_BREAK = Pattern.compile("\\s*\\R\\s*");

    private final ResourceBundle bundle;
    private final Locale locale;
    private final boolean forDocuments;

    /** Creates French messages for French locales, and English messages for all others. */
    public Messages(Locale locale) {
        this(locale, false);
    }

    private Messages(Locale locale, boolean forDocuments) {
        this.forDocuments = forDocuments;
        this.locale = locale.getLanguage().equals("fr") ? Locale.FRANCE : Locale.ENGLISH;
        this.bundle = ResourceBundle.getBundle(
                BUNDLE,
                this.locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_DEFAULT));
    }

    /** Returns messages for stored documents, which do not contain statements of other sessions. */
    public Messages forDocuments() {
        return new Messages(locale, true);
    }

    /** Returns whether the bundle has a text for {@code key}. */
    static boolean has(String key) {
        return new Messages(Locale.ENGLISH).bundle.containsKey(key);
    }

    /** Returns the message bundle, which also contains the help of the command line. */
    public ResourceBundle bundle() {
        return bundle;
    }

    public Locale locale() {
        return locale;
    }

    public String text(Message message) {
        return text(message.key(), message.arguments().toArray());
    }

    /** Returns the text of {@code key}. Numbers follow the locale, and unprintable characters are replaced. */
    public String text(String key, Object... arguments) {
        String pattern = bundle.getString(key);
        Object[] formatted = IntStream.range(0, arguments.length)
                .mapToObj(i -> inSentence(pattern, i, argument(arguments[i])))
                .toArray();
        return new MessageFormat(pattern, locale).format(formatted);
    }

    /** Omits the full stop of an argument that is a sentence, if the pattern has one in its place. */
    private static Object inSentence(String pattern, int index, Object argument) {
        return argument instanceof String text
                        && text.endsWith(".")
                        && !text.endsWith("..")
                        && pattern.contains("{" + index + "}.")
                ? text.substring(0, text.length() - 1)
                : argument;
    }

    /** Returns a value as it would be shown in a message. */
    String value(Object value) {
        return value instanceof Number ? text("number", value) : printable(String.valueOf(argument(value)));
    }

    String number(long number) {
        return text("number", number);
    }

    /** Formats an argument. Numbers are kept, because message patterns can choose words by them. */
    private Object argument(Object argument) {
        if (argument instanceof Number) {
            return argument;
        }
        if (argument instanceof Duration duration) {
            return duration(duration);
        }
        if (argument instanceof Collection<?> list) {
            boolean sentences = list.stream().anyMatch(item -> sentence(item).isPresent());
            String joined = list.stream()
                    .map(item -> String.valueOf(argument(item)))
                    .collect(Collectors.joining(sentences ? "; " : ", "));
            return sentences ? joined.replace(".; ", ". ") : joined;
        }
        return sentence(argument).orElseGet(() -> printable(String.valueOf(argument)));
    }

    /** Returns the text of a value that is formatted by a message; empty for other values. */
    private Optional<String> sentence(Object value) {
        if (value instanceof Message message) {
            return Optional.of(text(message));
        }
        if (value instanceof StatementText statement) {
            return Optional.of(forDocuments ? text("session.statement-not-kept") : printable(statement.masked()));
        }
        if (value instanceof OtherSession session) {
            return Optional.of(session(session));
        }
        return value instanceof TableWrites writes
                ? Optional.of(text("writes.table", writes.table(), writes(writes)))
                : Optional.empty();
    }

    /** Returns the numbers of rows written to a table. */
    String writes(TableWrites table) {
        List<String> writes = new ArrayList<>();
        add(writes, "writes.inserted", table.inserted());
        add(writes, "writes.updated", table.updated());
        add(writes, "writes.deleted", table.deleted());
        if (table.uncounted()) {
            writes.add(text("writes.uncounted"));
        }
        return String.join(", ", writes);
    }

    private void add(List<String> writes, String key, long rows) {
        if (rows > 0) {
            writes.add(text(key, rows));
        }
    }

    /** Returns the database with its host and environment. */
    public String place(DatabaseIdentity database) {
        String place = database.host() == null ? database.name() : database.name() + "@" + database.host();
        return database.environment() == null ? printable(place) : text("target.marked", place, database.environment());
    }

    private String session(OtherSession session) {
        Object age = session.age().<Object>map(time -> time).orElse(Message.of("duration.unknown"));
        return session.isPrepared()
                ? text("session.prepared", session.query(), session.user(), age)
                : text(
                        "session",
                        String.valueOf(session.pid()),
                        session.user(),
                        session.application(),
                        age,
                        session.statement());
    }

    /** Returns a duration, rounded down, in the largest unit with a value of at least two. */
    private String duration(Duration time) {
        if (time.toDays() >= 2) {
            return text("duration.days", time.toDays());
        }
        if (time.toHours() >= 2) {
            return text("duration.hours", time.toHours());
        }
        if (time.toMinutes() >= 2) {
            return text("duration.minutes", time.toMinutes());
        }
        return time.toSeconds() >= 1 ? text("duration.seconds", time.toSeconds()) : text("duration.instant");
    }

    /** Returns a point in time, to the second. */
    public static String utc(Instant moment) {
        return SECONDS.withZone(ZoneOffset.UTC).format(moment) + " UTC";
    }

    /** Returns when a row of the ledger was written. */
    static String time(LedgerEntry entry) {
        return entry.note().map(note -> utc(note.runId().start())).orElseGet(() -> SECONDS.format(entry.executedAt()));
    }

    /** Returns {@code text} as one word of a POSIX shell. */
    public static String shellWord(String text) {
        String printable = printable(text);
        return SHELL_WORD.matcher(printable).matches() ? printable : "'" + printable.replace("'", "'\\''") + "'";
    }

    /** Returns {@code text} on one line, without characters that move the cursor or are invisible. */
    public static String printable(String text) {
        return UNPRINTABLE
                .matcher(LINE_BREAK.matcher(text.strip()).replaceAll(" – "))
                .replaceAll("\uFFFD");
    }
}
