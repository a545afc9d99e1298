package io.github.ouigate.cli;

import io.github.ouigate.run.outcome.Ending;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Every exit code, and what it means. */
public enum ExitCode {
    /** Done, or nothing to do: the tag had been applied before. */
    DONE(0),
    /** Unexpected failure before anything was changed. */
    FAILED(1),
    /** The command line, or a file that it names, cannot be used. */
    USAGE(2),
    /** The confirmation was missing or not {@code OUI}. */
    DECLINED(3),
    /** Hazard, unsafe job, wrong database, or stale plan. */
    REFUSED(4),
    /** It failed inside the transaction; nothing has changed. */
    ROLLED_BACK(5),
    /** The commit's answer was lost and the server could not be asked. */
    UNKNOWN(6),
    /** Something is not in the expected state. */
    DIFFERS(7),
    /** Another session or another run is in the way; nothing has changed, and the same command may be tried again. */
    BUSY(8),
    /** Interrupted and rolled back, as shells count SIGINT. */
    INTERRUPTED(130);

    /** Looked up before anything is run: a program whose files are being replaced can load no class any more. */
    private static final Map<Ending, ExitCode> OF_ENDING =
            Arrays.stream(Ending.values()).collect(Collectors.toMap(ending -> ending, ExitCode::find));

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** Returns the code of a run that has ended so. */
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
