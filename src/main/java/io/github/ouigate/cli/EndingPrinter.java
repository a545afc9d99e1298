package io.github.ouigate.cli;

import io.github.ouigate.cli.terminal.Console;
import io.github.ouigate.cli.terminal.ProcessContext;
import io.github.ouigate.job.UnsafeJobException;
import io.github.ouigate.run.outcome.Ending;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import picocli.CommandLine.ParameterException;

/**
 * Prints the ending of a command as text, or with {@code --json} as one document on standard output. It is printed
 * once, by the command or by a signal handler, whichever comes first.
 */
final class EndingPrinter {
    private final ProcessContext context;
    private final Supplier<Console> console;
    private final boolean json;
    private final AtomicBoolean printed = new AtomicBoolean();

    /** Creates a printer; {@code console} follows the options parsed so far. */
    EndingPrinter(ProcessContext context, Supplier<Console> console, boolean json) {
        this.context = context;
        this.console = console;
        this.json = json;
    }

    /** Prints a result. */
    ExitCode print(CommandResult result) {
        context.interruption().conclude();
        String shown = json ? result.document().get() : result.text().get();
        if (printed.getAndSet(true)) {
            return result.code(); // a signal came first, and ends the process
        }
        Console to = console.get();
        boolean taken = to.print(shown);
        boolean readerGone = !taken && result.repeatable() && context.terminal().isReaderGone();
        if (!taken && !readerGone) {
            to.printLost(shown);
        }
        result.written().forEach(to::info);
        if (readerGone) {
            return ExitCode.READER_GONE; // otherwise silently, as a program that SIGPIPE stops
        }
        result.notes().forEach(to::info);
        return taken ? result.code() : result.codeIfLost();
    }

    /** Prints an error in the command line. */
    ExitCode print(ParameterException misuse) {
        context.interruption().conclude();
        Failure failure = UsageFailure.of(misuse);
        Console to = console.get();
        to.error(failure.problem().messages().get(0));
        failure.problem().remedies().forEach(remedy -> to.info(to.text().note(remedy)));
        printDocument(failure);
        return failure.code();
    }

    /** Prints a failure as far as possible. The exit code is correct even if printing fails. */
    ExitCode print(Throwable thrown) {
        context.interruption().conclude();
        Optional<Ending> ending = context.interruption().ending();
        ExitCode code = code(thrown, ending);
        try {
            Failure failure = Failure.of(thrown, ending);
            if (ending.isEmpty() && thrown instanceof UnsafeJobException unsafe) {
                console.get().info(console.get().text().unsafe(unsafe));
            } else {
                console.get().error(failure.problem(), thrown);
            }
            printDocument(failure);
        } catch (Exception | Error e) { // for example, the program's files were replaced, or memory is exhausted
            String outcome = ending.map(Ending::name).orElse(code.name());
            context.terminal().err().println("ouigate: " + outcome + ". The report failed: " + thrown);
            if (json && !printed.getAndSet(true)) {
                context.terminal().out().print(bareDocument(outcome));
                context.terminal().out().flush();
            }
        }
        return code;
    }

    private static ExitCode code(Throwable thrown, Optional<Ending> ending) {
        try {
            return ending.isPresent() ? ExitCode.of(ending.get()) : Failure.code(thrown);
        } catch (Error e) { // classes cannot be loaded any more
            return ExitCode.FAILED;
        }
    }

    /**
     * Prints an ending caused by a signal.
     *
     * @return false if the command has printed another ending, or is about to
     */
    boolean print(Failure failure) {
        if (printed.get()) {
            return false;
        }
        console.get().info("\n" + console.get().text().error(failure.problem()));
        return !json ? !printed.getAndSet(true) : printDocument(failure);
    }

    /** Prints the document if requested; returns false if another one was printed. */
    private boolean printDocument(Failure failure) {
        if (!json) {
            return true;
        }
        String document = console.get().json().error(failure.outcome(), failure.problem());
        return !printed.getAndSet(true) && console.get().printResult(document);
    }

    /** Returns a document without loading further classes. */
    private static String bareDocument(String outcome) {
        return "{\n  \"schemaVersion\" : 2,\n  \"kind\" : \"error\",\n  \"outcome\" : \""
                .concat(outcome)
                .concat("\",\n  \"error\" : {\n    \"code\" : \"REPORT_FAILED\",\n")
                .concat("    \"message\" : \"The report failed. Standard error has what is known.\",\n")
                .concat("    \"remedy\" : null\n  }\n}\n");
    }
}
