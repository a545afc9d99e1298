package io.github.ouigate.cli.terminal;

import io.github.ouigate.db.url.DatabaseUrl;
import io.github.ouigate.message.Message;
import io.github.ouigate.report.Messages;
import io.github.ouigate.report.Problem;
import io.github.ouigate.report.Trace;
import io.github.ouigate.report.html.HtmlReport;
import io.github.ouigate.report.json.JsonReport;
import io.github.ouigate.report.text.Style;
import io.github.ouigate.report.text.TextReport;
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

    /** Prints what ended a command; the stack trace is for {@code --verbose}. */
    public void error(Problem problem, Throwable failure) {
        error(problem);
        if (verbose) {
            info(Trace.of(failure));
        }
    }

    /** Prints a problem; it may repeat what was typed, also a URL where none belongs. */
    public void error(Problem problem) {
        info(DatabaseUrl.withoutPasswords(text.error(problem)));
    }

    /** Prints an error; it may repeat what was typed, also a URL where none belongs. */
    public void error(Message problem) {
        info(DatabaseUrl.withoutPasswords(text.error(problem)));
    }
}
