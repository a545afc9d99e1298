package io.github.ouigate.cli;

import io.github.ouigate.run.outcome.Ending;
import java.util.List;
import java.util.function.Supplier;

/**
 * The result of a command.
 *
 * @param code the exit code
 * @param repeatable whether the same command can produce the result again
 * @param text the result for people
 * @param document the result for programs
 * @param written what is said on standard error about files that the command has written, even if the result is lost
 * @param notes additional text for people on standard error
 */
record CommandResult(
        ExitCode code,
        boolean repeatable,
        Supplier<String> text,
        Supplier<String> document,
        List<String> written,
        List<String> notes) {
    CommandResult {
        written = List.copyOf(written);
        notes = List.copyOf(notes);
    }

    /** Returns the result of a read-only command, which fails if its output is lost. */
    static CommandResult ofReading(ExitCode code, Supplier<String> text, Supplier<String> document) {
        return new CommandResult(code, true, text, document, List.of(), List.of());
    }

    /** Returns the result of a command that prints the same for people and programs. */
    static CommandResult ofReading(String text) {
        return ofReading(ExitCode.DONE, () -> text, () -> text);
    }

    /** Returns the result of a run, whose exit code does not depend on the output. */
    static CommandResult ofRun(Ending ending, Supplier<String> text, Supplier<String> document) {
        return new CommandResult(ExitCode.of(ending), false, text, document, List.of(), List.of());
    }

    /** Returns the exit code if standard output cannot be written. */
    ExitCode codeIfLost() {
        return repeatable ? ExitCode.FAILED : code;
    }

    /** Returns the result with notes about written files. */
    CommandResult writing(List<String> files) {
        return new CommandResult(code, repeatable, text, document, files, notes);
    }

    /** Returns the result with notes. */
    CommandResult with(List<String> more) {
        return new CommandResult(code, repeatable, text, document, written, more);
    }
}
