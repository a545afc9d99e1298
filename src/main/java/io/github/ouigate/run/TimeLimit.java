package io.github.ouigate.run;

import io.github.ouigate.message.Message;
import io.github.ouigate.run.outcome.Outcome;
import io.github.ouigate.run.outcome.RunAborted;
import io.github.ouigate.time.Deadline;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The time limits for locking out writers and readers. Each statement is limited to the remaining time by the server.
 */
public final class TimeLimit {
    private record Limit(Duration time, Message reason, Deadline deadline) {
        Limit(Duration time, String reason, Object... more) {
            this(
                    time,
                    Message.of(
                            reason,
                            Stream.concat(Stream.of(time), Stream.of(more)).toArray()),
                    Deadline.in(time));
        }
    }

    /**
     * The least limit of a run without {@code --max-duration}; a multiple of the expected time applies if it is longer.
     */
    private static final Duration SLOW = Duration.ofSeconds(10);

    private static final int SLOWER = 5;

    private final Optional<Duration> limit;
    private Optional<Duration> expected = Optional.empty();
    private final List<Limit> begun = new ArrayList<>();
    private Optional<Duration> applied = Optional.empty();

    public TimeLimit(Optional<Duration> limit) {
        this.limit = limit;
    }

    /** Sets the expected time, from which the limit is derived if the operator has not set one. */
    public void expect(Duration time) {
        expected = Optional.of(time);
    }

    /** Returns the default limit for an expected time. */
    static Duration longest(Duration expected) {
        Duration slower = expected.multipliedBy(SLOWER);
        return slower.compareTo(SLOW) > 0 ? slower : SLOW;
    }

    /** Stops the clock when the locks are released; no limit applies until the next start. */
    public void end() {
        begun.clear();
        applied = Optional.empty();
    }

    /** Starts the clock from zero when writers are locked out. */
    public void start() {
        end();
        if (limit.isPresent()) {
            begun.add(new Limit(limit.get(), "run.too-long"));
        } else {
            expected.ifPresent(time -> begun.add(new Limit(longest(time), "run.too-slow", time)));
        }
    }

    /** Starts the clock for readers when they are locked out. */
    public void startReaders(Duration time) {
        begun.add(new Limit(time, "run.readers-too-long"));
        applied = Optional.empty();
    }

    /** Returns whether a limit has been exceeded. */
    public boolean isOver() {
        return begun.stream().anyMatch(one -> one.deadline().isOver());
    }

    /** Returns the remaining time, but at most {@code time}. */
    public Duration atMost(Duration time) {
        return begun.stream()
                .map(one -> one.deadline().left())
                .reduce(time, (one, other) -> one.compareTo(other) < 0 ? one : other);
    }

    /**
     * Checks that there is time left.
     *
     * @throws RunAborted if a limit has been exceeded
     */
    public void check() {
        if (isOver()) {
            throw new RunAborted(tooLong());
        }
    }

    /**
     * Limits each of the following statements to the currently remaining time. Call it before each statement that can
     * take long. The limit on the server is updated only after a tenth of it has passed.
     *
     * @throws RunAborted if a limit has been exceeded
     */
    public void apply(RunContext run) throws SQLException {
        check();
        if (begun.isEmpty()) {
            return;
        }
        Duration left = atMost(begun.get(0).time());
        if (applied.filter(told -> left.multipliedBy(10).compareTo(told.multipliedBy(9)) > 0)
                .isEmpty()) {
            run.dialect().session(run.jdbc()).limitStatements(Duration.ofMillis(Math.max(1, left.toMillis())));
            applied = Optional.of(left);
        }
    }

    /** Returns the outcome of a run that has exceeded a limit. */
    public Outcome.RolledBack tooLong() {
        Limit over = begun.stream()
                .filter(one -> one.deadline().isOver())
                .findFirst()
                .orElseThrow();
        return new Outcome.RolledBack(over.reason(), false);
    }
}
