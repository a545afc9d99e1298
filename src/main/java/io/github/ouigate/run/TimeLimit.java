package io.github.ouigate.run;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** How long writers may be shut out. The server holds each statement to what is left of it. */
public final class TimeLimit {
    private final Optional<Duration> limit;
    private OptionalLong start = OptionalLong.empty();

    public TimeLimit(Optional<Duration> limit) {
        this.limit = limit;
    }

    /** Starts to count, from zero; until then, the time is not up. */
    public void start() {
        start = OptionalLong.of(System.nanoTime());
    }

    /** Returns whether the time is up. */
    public boolean isOver() {
        return limit.isPresent() && start.isPresent() && left(limit.get()).isNegative();
    }

    /**
     * Limits the statements that follow.
     *
     * @throws RunAborted if the time is up
     */
    public void apply(RunContext run) throws SQLException {
        if (limit.isEmpty()) {
            return;
        }
        if (isOver()) {
            throw new RunAborted(tooLong());
        }
        Duration left = left(limit.get());
        run.dialect().limitStatements(run.jdbc(), left.toMillis() > 0 ? left : Duration.ofMillis(1));
    }

    /** Says that the time was up. */
    public Outcome tooLong() {
        return Outcome.RolledBack.because("run.too-long", limit.orElse(Duration.ZERO));
    }

    private Duration left(Duration all) {
        return all.minusNanos(System.nanoTime() - start.orElseThrow());
    }
}
