package io.github.ouigate.cli;

import io.github.ouigate.db.error.ServerError;
import io.github.ouigate.job.UnsafeJobException;
import io.github.ouigate.message.BusyException;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.OuigateException;
import io.github.ouigate.message.RefusedException;
import io.github.ouigate.message.UsageException;
import io.github.ouigate.report.Problem;
import io.github.ouigate.run.outcome.Ending;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The ending of a command without a result.
 *
 * @param outcome what has become of the run, or the name of the exit code where none was begun
 */
record Failure(ExitCode code, String outcome, Problem problem) {
    /** Creates one before a run was begun. */
    Failure(ExitCode code, Problem problem) {
        this(code, code.name(), problem);
    }

    /**
     * Explains what a command has thrown.
     *
     * @param ending how its run has ended; empty if nothing can have been changed
     */
    static Failure of(Throwable thrown, Optional<Ending> ending) {
        return ending.map(how -> new Failure(ExitCode.of(how), how.name(), Problem.of(after(how, thrown))))
                .orElseGet(() -> new Failure(code(thrown), problem(thrown)));
    }

    /** Returns the exit code of what was thrown before a run was begun. */
    static ExitCode code(Throwable thrown) {
        if (thrown instanceof UnsafeJobException || thrown instanceof RefusedException) {
            return ExitCode.REFUSED;
        }
        if (thrown instanceof BusyException) {
            return ExitCode.BUSY;
        }
        return thrown instanceof UsageException ? ExitCode.USAGE : ExitCode.FAILED;
    }

    /** Once a run has sent its commit, it may have succeeded. */
    private static Message after(Ending ending, Throwable thrown) {
        return ending == Ending.UNKNOWN
                ? Message.of("unexpected.sealed", shown(thrown))
                : Message.of("unexpected.ended", Message.of("receipt." + ending), shown(thrown));
    }

    private static Problem problem(Throwable thrown) {
        if (thrown instanceof UnsafeJobException unsafe) {
            return Problem.of(unsafe);
        }
        if (thrown instanceof OuigateException known) {
            return Problem.of(known.problem());
        }
        return Problem.of(
                thrown instanceof SQLException
                        ? Message.of("database.failed", ServerError.text(thrown))
                        : Message.of("unexpected", shown(thrown)));
    }

    /** Returns what was thrown in one line; an error holds no values, and it may be that no class can be loaded any more. */
    private static String shown(Throwable thrown) {
        return thrown instanceof Error ? thrown.toString() : ServerError.withoutValues(thrown.toString(), thrown);
    }
}
