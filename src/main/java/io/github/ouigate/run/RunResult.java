package io.github.ouigate.run;

import io.github.ouigate.message.Message;
import io.github.ouigate.run.outcome.Outcome;
import io.github.ouigate.run.progress.RunTimes;
import java.util.Optional;

/**
 * What came of a run, and what its time went into.
 *
 * @param times empty where nothing was begun
 * @param caution what is not certain about a commit that was confirmed, if anything
 */
public record RunResult(Outcome outcome, RunTimes times, Optional<Message> caution) {
    /** Creates the result of a run about which everything is certain, or about whose commit nothing is. */
    public RunResult(Outcome outcome, RunTimes times) {
        this(outcome, times, Optional.empty());
    }

    /** Returns the result of what ended before a run was begun. */
    public static RunResult notBegun(Outcome outcome) {
        return new RunResult(outcome, RunTimes.NONE);
    }
}
