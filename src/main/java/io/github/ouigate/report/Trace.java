package io.github.ouigate.report;

import io.github.ouigate.db.error.ServerError;
import io.github.ouigate.db.url.DatabaseUrl;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Formats stack traces and log records for {@code --verbose}, without secrets, values and control characters. */
public final class Trace extends Formatter {
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}&&[^\\n\\t]]");

    private final Formatter formatter = new SimpleFormatter();

    /** Returns the trace of a failure. */
    public static String of(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return clean(trace.toString(), failure);
    }

    @Override
    public String format(LogRecord record) {
        return clean(formatter.format(record), record.getThrown());
    }

    private static String clean(String text, @Nullable Throwable failure) {
        String shown = DatabaseUrl.withoutPasswords(ServerError.withoutValues(text, failure));
        return UNPRINTABLE.matcher(shown.replace("\r\n", "\n")).replaceAll("\uFFFD");
    }
}
