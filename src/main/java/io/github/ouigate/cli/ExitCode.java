package io.github.ouigate.cli;

import io.github.ouigate.run.outcome.Ending;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The exit codes and their meanings. */
public enum ExitCode {
    /** Done, or nothing to do because the tag had already been applied. */
    DONE(0),
    /** Unexpected failure before anything was changed. */
    FAILED(1),
    /** The command line, or a file named by it, is invalid. */
    USAGE(2),
    /** The confirmation was missing or not {@code OUI}. */
    DECLINED(3),
    /** Hazard, unsafe job, wrong database, or stale plan. */
    REFUSED(4),
    /** The run failed inside the transaction and was rolled back. Nothing has changed. */
    ROLLED_BACK(5),
    /** The commit's answer was lost and the server could not be queried. */
    UNKNOWN(6),
    /** A verified subject is not in the expected state. */
    DIFFERS(7),
    /** Another session or run holds a lock. Nothing has changed, and the same command can be run again. */
    BUSY(8),
    /** Interrupted and rolled back; the code is 128 + SIGINT. */
    INTERRUPTED(130),
    /** The reader of standard output ended before the result of a command that only reads; 128 + SIGPIPE. */
    READER_GONE(141);

    /** Initialised before a run, since no class can be loaded once the program's files have been replaced. */
    private static final Map<Ending, ExitCode> OF_ENDING =
            Arrays.stream(Ending.values()).collect(Collectors.toMap(ending -> ending, ExitCode::find));

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** Returns the exit code for the ending of a run. */
    public static ExitCode of(Ending ending) {
        return Objects.requireNonNull(OF_ENDING.get(ending));
    }

    private static ExitCode find(Ending ending) {
        return switch (ending) {
            case COMMITTED, RESTORED, REHEARSED, ALREADY_APPLIED -> DONE;
            case DECLINED -> DECLINED;
            case REFUSED -> REFUSED;
            case BUSY -> BUSY;
            case ROLLED_BACK -> ROLLED_BACK;
            case INTERRUPTED -> INTERRUPTED;
            case INTENDED, UNKNOWN -> UNKNOWN;
        };
    }
}
