package io.github.ouigate.run;

import io.github.ouigate.gate.Decision;
import java.util.Objects;

/** What a run may do at its end: commit, which takes the open gate, or roll back. */
public sealed interface RunMode {
    /** It commits. */
    record Commit(Decision.Open gate) implements RunMode {
        public Commit {
            Objects.requireNonNull(gate);
        }
    }

    /** It does everything that a run does, over a connection that cannot commit, and rolls back. */
    record Rehearsal() implements RunMode {}
}
