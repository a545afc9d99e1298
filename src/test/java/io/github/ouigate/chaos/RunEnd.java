package io.github.ouigate.chaos;

import java.util.OptionalInt;

/**
 * How a disturbed run ended, as its caller sees it.
 *
 * @param exitCode the run's; a killed process has none
 * @param struck the point that it had come to when the fault struck
 * @param output what it printed
 */
record RunEnd(OptionalInt exitCode, String struck, String output) {
    /** Where a fault strikes if the run is faster. */
    static final String MISSED = "(after the end)";

    private static final int ROLLED_BACK = 5;
    private static final int UNKNOWN = 6;

    boolean isUnknown() {
        return exitCode.orElse(0) == UNKNOWN;
    }

    boolean saysDone() {
        return exitCode.orElse(UNKNOWN) == 0;
    }

    /** Returns whether it says that nothing has changed. */
    boolean saysUnchanged() {
        return exitCode.isPresent() && !saysDone() && !isUnknown();
    }

    /** Returns whether it says that it was not even begun. */
    boolean saysRefused() {
        return saysUnchanged() && exitCode.getAsInt() != ROLLED_BACK;
    }

    String word() {
        return exitCode.isPresent() ? "exit " + exitCode.getAsInt() : "killed";
    }
}
