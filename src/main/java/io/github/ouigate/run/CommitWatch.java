package io.github.ouigate.run;

import io.github.ouigate.db.AnswerWatch;
import io.github.ouigate.db.DatabaseSession;
import io.github.ouigate.run.outcome.Outcome;
import io.github.ouigate.run.progress.Timings;
import java.time.Duration;

/**
 * The objects that are notified of a run's commit.
 *
 * @param session the session that commits
 * @param patience the longest wait for the server's answer to the commit
 */
record CommitWatch(DatabaseSession session, Duration patience, Interruption interruption, Timings timings) {
    /** Starts to watch the wait for the answer to the commit. */
    AnswerWatch begin() {
        return new AnswerWatch(session, patience.dividedBy(2));
    }

    /** Records that the server has confirmed the commit. Later failures do not change the outcome. */
    void confirmed(Outcome outcome) {
        interruption.ended(outcome.ending());
        session.limitAnswers(DatabaseSession.QUICK);
    }
}
