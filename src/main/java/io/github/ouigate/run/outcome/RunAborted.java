package io.github.ouigate.run.outcome;

import io.github.ouigate.db.error.Throwables;
import java.util.Optional;

/** Carries a run's outcome through Liquibase as an exception. */
public final class RunAborted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Outcome outcome;

    public RunAborted(Outcome outcome) {
        super(outcome.toString());
        this.outcome = outcome;
    }

    /** Returns the outcome among the causes of an exception thrown by Liquibase. */
    public static Optional<Outcome> in(Throwable thrown) {
        return Throwables.of(thrown)
                .filter(RunAborted.class::isInstance)
                .map(found -> ((RunAborted) found).outcome)
                .findFirst();
    }
}
