package io.github.ouigate.run;

import io.github.ouigate.run.outcome.Outcome;
import java.io.IOException;

/** Runs in the transaction after all proofs, and can prevent the commit. */
@FunctionalInterface
public interface BeforeCommitHook {
    /**
     * Records the outcome that the commit will have.
     *
     * @throws IOException to roll the transaction back
     */
    void beforeCommit(Outcome intended) throws IOException;
}
