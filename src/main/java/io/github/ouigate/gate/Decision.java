package io.github.ouigate.gate;

import io.github.ouigate.message.Message;

/** Whether to go on. */
public sealed interface Decision {
    /** The confirmation was exactly {@link Gate#WORD}. Only {@link Gate} makes one: what commits takes it as an argument. */
    final class Open implements Decision {
        Open() {}
    }

    /** Anything else: nothing may happen. */
    record Closed(Message reason) implements Decision {}
}
