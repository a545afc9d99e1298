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

/** Prints what {@code report} has formatted: results to standard output, everything else to standard error. */
public final class Console {
    private final Terminal terminal;
    private final Messages words;
    private final TextReport text;
    private final boolean verbose;

    public Console(Terminal terminal, Locale locale, boolean color, boolean verbose) {
        this.terminal = terminal;
        this.words = new Messages(locale);
        this.text = new TextReport(words, new Style(color), terminal.width());
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

    /**
     * Prints a result to standard output, or to standard error if that fails; returns whether standard output took it.
     */
    public boolean printResult(String result) {
        boolean printed = print(result);
        if (!printed) {
            printLost(result);
        }
        return printed;
    }

    /** Prints a result to standard output; returns whether standard output took it. */
    public boolean print(String result) {
        terminal.out().print(result);
        return !terminal.out().checkError();
    }

    /** Prints a result to standard error, since standard output did not take it. */
    public void printLost(String result) {
        info(text.error(Message.of("output.lost")) + result);
    }

    /** Prints text that is not a result. */
    public void info(String line) {
        terminal.err().print(line);
        terminal.err().flush();
    }

    /** Prints the reason why a command ended, with the stack trace if {@code --verbose} is set. */
    public void error(Problem problem, Throwable failure) {
        error(problem);
        if (verbose) {
            info(Trace.of(failure));
        }
    }

    /** Prints a problem. Passwords in URLs are masked, since it can repeat typed text. */
    public void error(Problem problem) {
        info(DatabaseUrl.withoutPasswords(text.error(problem)));
    }

    /** Prints an error. Passwords in URLs are masked, since it can repeat typed text. */
    public void error(Message problem) {
        info(DatabaseUrl.withoutPasswords(text.error(problem)));
    }
}
