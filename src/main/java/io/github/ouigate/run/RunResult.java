package io.github.ouigate.run;

/**
 * What came of a run, and what its time went into.
 *
 * @param times empty where nothing was begun
 */
public record RunResult(Outcome outcome, RunTimes times) {
    /** Returns the result of what ended before a run was begun. */
    public static RunResult notBegun(Outcome outcome) {
        return new RunResult(outcome, RunTimes.NONE);
    }
}
