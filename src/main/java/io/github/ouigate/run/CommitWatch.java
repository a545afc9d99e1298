package io.github.ouigate.run;

import io.github.ouigate.db.AnswerWatch;
import io.github.ouigate.db.DatabaseSession;
import io.github.ouigate.run.outcome.Outcome;
import io.github.ouigate.run.progress.Timings;
import java.time.Duration;

/**
 * What has to know of a run's commit.
 *
 * @param session the session that commits
 * @param patience how long nothing may be heard of a server once the commit was sent
 */
record CommitWatch(DatabaseSession session, Duration patience, Interruption interruption, Timings timings) {
    /** Begins to wait for the answer to the commit. */
    AnswerWatch begin() {
        return new AnswerWatch(session, patience.dividedBy(2));
    }

    /** The server has confirmed the commit: that is how the run has ended, whatever happens now. */
    void confirmed(Outcome outcome) {
        interruption.ended(outcome.ending());
        session.limitAnswers(DatabaseSession.QUICK);
    }
}
