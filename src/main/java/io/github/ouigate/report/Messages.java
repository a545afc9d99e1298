package io.github.ouigate.report;

import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.db.OtherSession;
import io.github.ouigate.db.TableWrites;
import io.github.ouigate.message.Message;
import java.text.MessageFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Puts messages into the operator's language. */
public final class Messages {
    private static final String BUNDLE = "io.github.ouigate.report.messages";

    /** What a value from a database could use to write over the screen: control and invisible format characters. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}]+");

    private static final Pattern LINE_BREAK = Pattern.compile("\\s*\\R\\s*");

    private final ResourceBundle bundle;
    private final Locale locale;

    /** Creates the words of a language: French for French, English for every other. */
    public Messages(Locale locale) {
        this.locale = locale.getLanguage().equals("fr") ? Locale.FRANCE : Locale.ENGLISH;
        this.bundle = ResourceBundle.getBundle(
                BUNDLE,
                this.locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_DEFAULT));
    }

    /** Returns the texts themselves, for the help of the command line. */
    public ResourceBundle bundle() {
        return bundle;
    }

    public Locale locale() {
        return locale;
    }

    public String text(Message message) {
        return text(message.key(), message.arguments().toArray());
    }

    /** Returns the text of {@code key}; numbers are written the language's way, unprintable characters left out. */
    public String text(String key, Object... arguments) {
        Object[] safe = new Object[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            safe[i] = argument(arguments[i]);
        }
        return new MessageFormat(bundle.getString(key), locale).format(safe);
    }

    private Object argument(Object argument) {
        if (argument instanceof Number) {
            return argument;
        }
        if (argument instanceof Message message) {
            return text(message);
        }
        if (argument instanceof Duration duration) {
            return duration(duration);
        }
        if (argument instanceof OtherSession session) {
            return session(session);
        }
        if (argument instanceof TableWrites writes) {
            return text("writes.table", writes.table(), writes(writes));
        }
        if (argument instanceof Collection<?> list) {
            String between = list.stream().anyMatch(Messages::isSentence) ? "; " : ", ";
            return list.stream().map(item -> String.valueOf(argument(item))).collect(Collectors.joining(between));
        }
        return printable(String.valueOf(argument));
    }

    private static boolean isSentence(Object item) {
        return item instanceof Message || item instanceof OtherSession || item instanceof TableWrites;
    }

    /** Returns what was written to a table. */
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

    /** Names a database so that nobody can take it for another. */
    public String place(DatabaseIdentity target) {
        String place = target.host() == null ? target.database() : target.database() + "@" + target.host();
        return target.environment() == null ? printable(place) : text("target.marked", place, target.environment());
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
                        session.query());
    }

    /** Returns a time in the largest unit of which there are at least two, rounded down. */
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

    /** Returns {@code text} on one line, without anything that could move the cursor or hide. */
    public static String printable(String text) {
        return UNPRINTABLE
                .matcher(LINE_BREAK.matcher(text.strip()).replaceAll(" – "))
                .replaceAll("\uFFFD");
    }
}
