package io.github.ouigate.run;

import io.github.ouigate.time.Deadline;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** How long writers may be shut out. The server holds each statement to what is left of it. */
public final class TimeLimit {
    private final Optional<Duration> limit;
    private Optional<Deadline> deadline = Optional.empty();

    public TimeLimit(Optional<Duration> limit) {
        this.limit = limit;
    }

    /** Starts to count, from zero; until then, the time is not up. */
    public void start() {
        deadline = limit.map(Deadline::in);
    }

    /** Returns whether the time is up. */
    public boolean isOver() {
        return deadline.filter(Deadline::isOver).isPresent();
    }

    /** Returns what is left of the time, if that is less than {@code time}. */
    public Duration atMost(Duration time) {
        return deadline.map(Deadline::left)
                .filter(left -> left.compareTo(time) < 0)
                .orElse(time);
    }

    /**
     * Limits the statements that follow.
     *
     * @throws RunAborted if the time is up
     */
    public void apply(RunContext run) throws SQLException {
        if (isOver()) {
            throw new RunAborted(tooLong());
        }
        if (deadline.isPresent()) {
            long millis = Math.max(1, deadline.get().left().toMillis());
            run.dialect().session(run.jdbc()).limitStatements(Duration.ofMillis(millis));
        }
    }

    /** Returns the outcome of a run whose time was up. */
    public Outcome tooLong() {
        return Outcome.RolledBack.because("run.too-long", limit.orElse(Duration.ZERO));
    }
}
