package io.github.ouigate.cli;

import io.github.ouigate.cli.terminal.Console;
import io.github.ouigate.cli.terminal.ProcessContext;
import io.github.ouigate.job.UnsafeJobException;
import io.github.ouigate.run.outcome.Ending;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Prints how a command ends: for people, or with {@code --json} as one document on standard output. Whoever comes first
 * prints it, the command or a signal.
 */
final class EndingPrinter {
    private final ProcessContext context;
    private final Supplier<Console> console;
    private final boolean json;
    private final AtomicBoolean printed = new AtomicBoolean();

    /** Creates a printer; {@code console} is as the options have it, as far as they are parsed. */
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
        if (!console.get().printResult(shown)) {
            return result.codeIfLost();
        }
        result.notes().forEach(console.get()::info);
        return result.code();
    }

    /** Prints what is wrong with the command line. */
    ExitCode print(ParameterException misuse) {
        context.interruption().conclude();
        Failure failure = UsageFailure.of(misuse);
        Console to = console.get();
        to.error(failure.problem());
        UsageFailure.suggestion(misuse).forEach(meant -> to.info(to.text().note(meant)));
        to.info(misuse.getCommandLine().getUsageMessage(CommandLine.Help.Ansi.OFF));
        printDocument(failure);
        return failure.code();
    }

    /** Explains what a command has thrown, as far as that is still possible; the exit code is true in any case. */
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
        } catch (Exception | Error e) { // the program's files or its memory are gone
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
        } catch (Error e) { // what is not loaded cannot be any more; what was thrown is not one of ouigate's exceptions
            return ExitCode.FAILED;
        }
    }

    /**
     * Prints an ending that a signal has brought about.
     *
     * @return false if the command has printed another, or is about to
     */
    boolean print(Failure failure) {
        if (printed.get()) {
            return false;
        }
        console.get().info("\n" + console.get().text().error(failure.problem()));
        return !json ? !printed.getAndSet(true) : printDocument(failure);
    }

    /** Prints the document if one is wanted; returns false if another was printed. */
    private boolean printDocument(Failure failure) {
        if (!json) {
            return true;
        }
        String document = console.get().json().error(failure.outcome(), failure.problem());
        return !printed.getAndSet(true) && console.get().printResult(document);
    }

    /** Returns a document that takes no class besides those that every program has loaded. */
    private static String bareDocument(String outcome) {
        return "{\n  \"schemaVersion\" : 2,\n  \"kind\" : \"error\",\n  \"outcome\" : \""
                .concat(outcome)
                .concat("\",\n  \"error\" : {\n    \"code\" : \"REPORT_FAILED\",\n")
                .concat("    \"message\" : \"The report failed. Standard error has what is known.\",\n")
                .concat("    \"remedy\" : null\n  }\n}\n");
    }
}
