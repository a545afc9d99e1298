package io.github.ouigate.chaos;

import java.util.OptionalInt;

/**
 * The result of a disturbed run for its caller.
 *
 * @param exitCode the exit code; empty for a killed process
 * @param struck the point that it had reached at the fault
 * @param output its output
 */
record RunEnd(OptionalInt exitCode, String struck, String output) {
    /** The point of a fault that occurs after the run has ended. */
    static final String MISSED = "(after the end)";

    private static final int ROLLED_BACK = 5;
    private static final int UNKNOWN = 6;

    boolean isUnknown() {
        return exitCode.orElse(0) == UNKNOWN;
    }

    boolean saysDone() {
        return exitCode.orElse(UNKNOWN) == 0;
    }

    /** Returns whether it reported that nothing has changed. */
    boolean saysUnchanged() {
        return exitCode.isPresent() && !saysDone() && !isUnknown();
    }

    /** Returns whether it reported that it did not begin. */
    boolean saysRefused() {
        return saysUnchanged() && exitCode.getAsInt() != ROLLED_BACK;
    }

    String word() {
        return exitCode.isPresent() ? "exit " + exitCode.getAsInt() : "killed";
    }
}
