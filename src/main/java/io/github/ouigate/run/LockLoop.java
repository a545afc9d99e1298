package io.github.ouigate.run;

import io.github.ouigate.target.Dialect;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Tries to get a lock a bounded number of times, with growing, jittered pauses in which nothing is held. */
final class LockLoop {
    /** One try; it has let go of everything when it fails. */
    @FunctionalInterface
    interface Attempt {
        /** Returns whether the lock was got; an exception that says so counts as false. */
        boolean run() throws SQLException;
    }

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final Dialect dialect;
    private final Interruption interruption;
    private final int attempts;

    LockLoop(RunContext run) {
        this.dialect = run.dialect();
        this.interruption = run.interruption();
        this.attempts = run.settings().lockAttempts();
    }

    /** Returns whether one of the attempts got the lock. */
    boolean get(Attempt attempt) throws SQLException {
        Duration pause = FIRST_PAUSE;
        for (int i = 1; !interruption.isRequested(); i++) {
            try {
                if (attempt.run()) {
                    return true;
                }
            } catch (SQLException e) {
                if (!dialect.isLockedByAnother(e)) {
                    throw e;
                }
            }
            if (i >= attempts) {
                return false;
            }
            interruption.pause(jittered(pause));
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
        return false;
    }

    private static Duration jittered(Duration pause) {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(pause.toMillis() / 2, pause.toMillis() * 3 / 2));
    }
}
