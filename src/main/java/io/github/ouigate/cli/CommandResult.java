package io.github.ouigate.cli;

import io.github.ouigate.run.outcome.Ending;
import java.util.List;
import java.util.function.Supplier;

/**
 * The result of a command.
 *
 * @param code the exit code
 * @param codeIfLost the exit code if standard output takes no result
 * @param text the result for people
 * @param document the result for programs
 * @param notes what is added for people, on the other stream
 */
record CommandResult(
        ExitCode code, ExitCode codeIfLost, Supplier<String> text, Supplier<String> document, List<String> notes) {
    CommandResult {
        notes = List.copyOf(notes);
    }

    /** Returns the result of a command that changes nothing: whoever does not get it has got nothing. */
    static CommandResult ofReading(ExitCode code, Supplier<String> text, Supplier<String> document) {
        return new CommandResult(code, ExitCode.FAILED, text, document, List.of());
    }

    /** Returns the result of a run: its ending stays as it is, whoever hears of it. */
    static CommandResult ofRun(Ending ending, Supplier<String> text, Supplier<String> document) {
        return new CommandResult(ExitCode.of(ending), ExitCode.of(ending), text, document, List.of());
    }

    /** Returns the same result with notes. */
    CommandResult with(List<String> more) {
        return new CommandResult(code, codeIfLost, text, document, more);
    }
}
