package io.github.ouigate.cli;

import io.github.ouigate.run.outcome.Ending;
import java.util.List;
import java.util.function.Supplier;

/**
 * The result of a command.
 *
 * @param code the exit code
 * @param codeIfLost the exit code if the result cannot be written to standard output
 * @param text the result for people
 * @param document the result for programs
 * @param notes additional text for people on standard error
 */
record CommandResult(
        ExitCode code, ExitCode codeIfLost, Supplier<String> text, Supplier<String> document, List<String> notes) {
    CommandResult {
        notes = List.copyOf(notes);
    }

    /** Returns the result of a read-only command, which fails if its output is lost. */
    static CommandResult ofReading(ExitCode code, Supplier<String> text, Supplier<String> document) {
        return new CommandResult(code, ExitCode.FAILED, text, document, List.of());
    }

    /** Returns the result of a run, whose exit code does not depend on the output. */
    static CommandResult ofRun(Ending ending, Supplier<String> text, Supplier<String> document) {
        return new CommandResult(ExitCode.of(ending), ExitCode.of(ending), text, document, List.of());
    }

    /** Returns the result with notes. */
    CommandResult with(List<String> more) {
        return new CommandResult(code, codeIfLost, text, document, more);
    }
}
