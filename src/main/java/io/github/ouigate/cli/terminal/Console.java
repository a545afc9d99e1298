package io.github.ouigate.cli.terminal;

import io.github.ouigate.db.error.ServerError;
import io.github.ouigate.db.url.DatabaseUrl;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.OuigateException;
import io.github.ouigate.report.Messages;
import io.github.ouigate.report.Trace;
import io.github.ouigate.report.html.HtmlReport;
import io.github.ouigate.report.json.JsonReport;
import io.github.ouigate.report.text.Style;
import io.github.ouigate.report.text.TextReport;
import io.github.ouigate.run.outcome.Ending;
import java.sql.SQLException;
import java.util.Locale;

/** Shows the operator what {@code report} has formatted: results on one stream, everything else on the other. */
public final class Console {
    private final Terminal terminal;
    private final Messages words;
    private final TextReport text;
    private final boolean verbose;

    public Console(Terminal terminal, Locale locale, boolean color, boolean verbose) {
        this.terminal = terminal;
        this.words = new Messages(locale);
        this.text = new TextReport(words, new Style(color));
        this.verbose = verbose;
    }

    public Messages words() {
        return words;
    }

    public TextReport text() {
        return text;
    }

    public JsonReport json() {
        return new JsonReport();
    }

    public HtmlReport html() {
        return new HtmlReport(words);
    }

    /** Prints a result, on the other stream if standard console takes none; returns whether it took it. */
    public boolean printResult(String result) {
        terminal.out().print(result);
        boolean lost = terminal.out().checkError();
        if (lost) {
            info(text.error(Message.of("output.lost")) + result);
        }
        return !lost;
    }

    /** Prints what is no result. */
    public void info(String line) {
        terminal.err().print(line);
        terminal.err().flush();
    }

    /** Explains what ended the command; the stack trace is for {@code --verbose}. */
    public void error(Throwable failure) {
        error(problem(failure), failure);
    }

    /** Prints an error that occurred once the run had ended, or had sent its commit: then it may have succeeded. */
    public void errorAfter(Ending ending, Throwable failure) {
        Message problem = ending == Ending.UNKNOWN
                ? Message.of("unexpected.sealed", shown(failure))
                : Message.of("unexpected.ended", Message.of("receipt." + ending), shown(failure));
        error(problem, failure);
    }

    private void error(Message problem, Throwable failure) {
        error(problem);
        if (verbose) {
            info(Trace.of(failure));
        }
    }

    /** Prints an error; it may repeat what was typed, also a URL where none belongs. */
    public void error(Message problem) {
        info(DatabaseUrl.withoutPasswords(text.error(problem)));
    }

    /** Returns a failure in one line; an error holds no values, and it may be that no class can be loaded any more. */
    private static String shown(Throwable failure) {
        return failure instanceof Error ? failure.toString() : ServerError.withoutValues(failure.toString(), failure);
    }

    private static Message problem(Throwable failure) {
        if (failure instanceof OuigateException known) {
            return known.problem();
        }
        return failure instanceof SQLException
                ? Message.of("database.failed", ServerError.text(failure))
                : Message.of("unexpected", shown(failure));
    }
}
