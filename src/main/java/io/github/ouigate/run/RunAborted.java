package io.github.ouigate.run;

import io.github.ouigate.run.lock.Runner;
import java.util.Optional;

/** Carries a run's ending through Liquibase, which knows only exceptions, to the {@link Runner}. */
public final class RunAborted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Outcome outcome;

    public RunAborted(Outcome outcome) {
        super(outcome.toString());
        this.outcome = outcome;
    }

    /** Finds the ending among the causes of what Liquibase threw. */
    public static Optional<Outcome> in(Throwable thrown) {
        return Throwables.first(RunAborted.class, thrown).map(stop -> stop.outcome);
    }
}
