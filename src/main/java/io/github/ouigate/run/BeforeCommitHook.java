package io.github.ouigate.run;

import java.io.IOException;

/** Hears, inside the transaction, what its commit is about to make true. */
@FunctionalInterface
public interface BeforeCommitHook {
    /**
     * Hears it when all is proven.
     *
     * @throws IOException to have the transaction rolled back
     */
    void about(Outcome outcome) throws IOException;
}
