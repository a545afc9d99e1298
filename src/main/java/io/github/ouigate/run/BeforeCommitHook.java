package io.github.ouigate.run;

import io.github.ouigate.run.outcome.Outcome;
import java.io.IOException;

/** Is called inside the transaction when everything is proven, and may keep the run from committing. */
@FunctionalInterface
public interface BeforeCommitHook {
    /**
     * Records what the commit is about to make true.
     *
     * @throws IOException to have the transaction rolled back
     */
    void beforeCommit(Outcome intended) throws IOException;
}
