package io.github.ouigate.gate;

import java.util.Optional;

/** Asks the operator for the confirmation. */
@FunctionalInterface
public interface Question {
    /** Returns the typed line unchanged; empty at the end of input. */
    Optional<String> ask();
}
