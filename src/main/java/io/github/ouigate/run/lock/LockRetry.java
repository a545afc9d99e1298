package io.github.ouigate.run.lock;

import io.github.ouigate.db.SqlQuery;
import io.github.ouigate.db.session.OtherSession;
import io.github.ouigate.run.Interruption;
import io.github.ouigate.run.RunContext;
import io.github.ouigate.run.progress.LockWait;
import io.github.ouigate.run.progress.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/** Retries a bounded number of times, with growing, jittered pauses in which no lock is held. */
final class LockRetry {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final Progress progress;
    private final Interruption interruption;
    private final int attempts;
    private List<OtherSession> inTheWay = List.of();

    LockRetry(RunContext run) {
        this.progress = run.progress();
        this.interruption = run.interruption();
        this.attempts = run.settings().lockAttempts();
    }

    /**
     * Returns the result of the first successful attempt; empty if no attempt got the lock, or a stop was requested.
     *
     * @param attempt makes one attempt and holds no lock after a failure; empty if another session holds the lock
     * @param isRetryable whether a failure was caused by another session's lock
     * @param lockHolders returns the holders of the lock
     */
    <T> Optional<T> get(
            Callable<Optional<T>> attempt, Predicate<Exception> isRetryable, SqlQuery<List<OtherSession>> lockHolders)
            throws Exception {
        Duration pause = FIRST_PAUSE;
        for (int i = 1; !interruption.isRequested(); i++) {
            try {
                Optional<T> result = attempt.call();
                if (result.isPresent()) {
                    return result;
                }
            } catch (Exception e) {
                if (interruption.isRequested() || !isRetryable.test(e)) {
                    throw e;
                }
            }
            List<OtherSession> seen = lockHolders.run();
            progress.waited(new LockWait(i, attempts, seen));
            inTheWay = seen.isEmpty() ? inTheWay : seen;
            if (i >= attempts) {
                return Optional.empty();
            }
            interruption.pause(jittered(pause));
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
        return Optional.empty();
    }

    /** Returns the last observed holders of the lock; empty if they had ended before. */
    List<OtherSession> inTheWay() {
        return inTheWay;
    }

    private static Duration jittered(Duration pause) {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(pause.toMillis() / 2, pause.toMillis() * 3 / 2));
    }
}
