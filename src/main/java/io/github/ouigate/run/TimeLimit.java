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

/** How long writers and readers may be shut out. The server holds each statement to what is left of it. */
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

    /** A run that takes longer than this, and so many times as long as expected, is stopped. */
    private static final Duration SLOW = Duration.ofSeconds(10);

    private static final int SLOWER = 5;

    private final Optional<Duration> limit;
    private Optional<Duration> expected = Optional.empty();
    private final List<Limit> begun = new ArrayList<>();
    private Optional<Duration> applied = Optional.empty();

    public TimeLimit(Optional<Duration> limit) {
        this.limit = limit;
    }

    /** Stops a run that takes far longer than expected, unless the operator has said how long it may take. */
    public void expect(Duration time) {
        expected = Optional.of(time);
    }

    /** Returns how long a run may take without having been given a limit. */
    static Duration longest(Duration expected) {
        Duration slower = expected.multipliedBy(SLOWER);
        return slower.compareTo(SLOW) > 0 ? slower : SLOW;
    }

    /** The locks are released: until it is started again, the time is not up. */
    public void end() {
        begun.clear();
        applied = Optional.empty();
    }

    /** Writers are shut out from now on: starts to count, from zero. */
    public void start() {
        end();
        if (limit.isPresent()) {
            begun.add(new Limit(limit.get(), "run.too-long"));
        } else {
            expected.ifPresent(time -> begun.add(new Limit(longest(time), "run.too-slow", time)));
        }
    }

    /** Readers are shut out from now on. */
    public void startReaders(Duration time) {
        begun.add(new Limit(time, "run.readers-too-long"));
        applied = Optional.empty();
    }

    /** Returns whether the time is up. */
    public boolean isOver() {
        return begun.stream().anyMatch(one -> one.deadline().isOver());
    }

    /** Returns what is left of the time, if that is less than {@code time}. */
    public Duration atMost(Duration time) {
        return begun.stream()
                .map(one -> one.deadline().left())
                .reduce(time, (one, other) -> one.compareTo(other) < 0 ? one : other);
    }

    /**
     * Checks that there is time left.
     *
     * @throws RunAborted if the time is up
     */
    public void check() {
        if (isOver()) {
            throw new RunAborted(tooLong());
        }
    }

    /**
     * Limits each of the statements that follow to what is left now: to be called again before the next one that may take
     * long. The server is told only once a tenth of that has passed.
     *
     * @throws RunAborted if the time is up
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

    /** Returns the outcome of a run whose time was up. */
    public Outcome.RolledBack tooLong() {
        Limit over = begun.stream()
                .filter(one -> one.deadline().isOver())
                .findFirst()
                .orElseThrow();
        return new Outcome.RolledBack(over.reason(), false);
    }
}
