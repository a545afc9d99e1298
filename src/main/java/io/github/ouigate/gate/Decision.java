package io.github.ouigate.gate;

import io.github.ouigate.message.Message;

/** The gate's decision. */
public sealed interface Decision {
    /**
     * The confirmation was exactly {@link Gate#WORD}. Only {@link Gate} creates instances; code that commits requires
     * one.
     */
    final class Open implements Decision {
        Open() {}
    }

    /** The gate is closed. Nothing may be changed. */
    record Closed(Message reason) implements Decision {}
}
