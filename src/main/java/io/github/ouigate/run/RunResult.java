package io.github.ouigate.run;

import io.github.ouigate.message.Message;
import io.github.ouigate.run.outcome.Outcome;
import io.github.ouigate.run.progress.RunTimes;
import java.util.Optional;

/**
 * The outcome of a run and its times.
 *
 * @param times the times of the steps; empty if the run did not begin
 * @param caution a remaining uncertainty about a confirmed commit, if any
 */
public record RunResult(Outcome outcome, RunTimes times, Optional<Message> caution) {
    /** Creates a result without remaining uncertainty about a confirmed commit. */
    public RunResult(Outcome outcome, RunTimes times) {
        this(outcome, times, Optional.empty());
    }

    /** Returns the result of a run that ended before it began. */
    public static RunResult notBegun(Outcome outcome) {
        return new RunResult(outcome, RunTimes.NONE);
    }
}
