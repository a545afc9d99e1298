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

/** Tries to get locks a bounded number of times, with growing, jittered pauses in which nothing is held. */
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
     * Returns what the first attempt came to that got the lock; empty if none did, or a stop was asked for.
     *
     * @param attempt makes one attempt, and holds nothing when it fails; empty if another session has the lock
     * @param whoHasIt finds out who has the lock
     * @param isWorthAnother whether a failure means that another session has the lock
     */
    <T> Optional<T> get(
            Callable<Optional<T>> attempt, Predicate<Exception> isWorthAnother, SqlQuery<List<OtherSession>> whoHasIt)
            throws Exception {
        Duration pause = FIRST_PAUSE;
        for (int i = 1; !interruption.isRequested(); i++) {
            try {
                Optional<T> result = attempt.call();
                if (result.isPresent()) {
                    return result;
                }
            } catch (Exception e) {
                if (interruption.isRequested() || !isWorthAnother.test(e)) {
                    throw e;
                }
            }
            List<OtherSession> seen = whoHasIt.run();
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

    /** Returns the sessions that were last seen holding the lock; empty if all had ended before they were seen. */
    List<OtherSession> inTheWay() {
        return inTheWay;
    }

    private static Duration jittered(Duration pause) {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(pause.toMillis() / 2, pause.toMillis() * 3 / 2));
    }
}
