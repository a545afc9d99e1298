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
 * @param outcome the outcome of the run; the name of the exit code if no run began
 */
record Failure(ExitCode code, String outcome, Problem problem) {
    /** Creates a failure before a run began. */
    Failure(ExitCode code, Problem problem) {
        this(code, code.name(), problem);
    }

    /**
     * Returns the failure for an exception.
     *
     * @param ending the ending of the run; empty if nothing can have been changed
     */
    static Failure of(Throwable thrown, Optional<Ending> ending) {
        return ending.map(how -> new Failure(ExitCode.of(how), how.name(), Problem.of(after(how, thrown))))
                .orElseGet(() -> new Failure(code(thrown), problem(thrown)));
    }

    /** Returns the exit code for an exception before a run began. */
    static ExitCode code(Throwable thrown) {
        if (thrown instanceof UnsafeJobException || thrown instanceof RefusedException) {
            return ExitCode.REFUSED;
        }
        if (thrown instanceof BusyException) {
            return ExitCode.BUSY;
        }
        return thrown instanceof UsageException ? ExitCode.USAGE : ExitCode.FAILED;
    }

    /** Returns a message for an exception after the run ended or sent its commit; the run may have succeeded. */
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

    /** Returns an exception in one line. Errors contain no values, and masking them could require loading classes. */
    private static String shown(Throwable thrown) {
        return thrown instanceof Error ? thrown.toString() : ServerError.withoutValues(thrown.toString(), thrown);
    }
}
