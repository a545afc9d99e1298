package io.github.ouigate.gate;

import io.github.ouigate.message.Message;

/** Whether to go on. */
public sealed interface Decision {
    /** The confirmation was exactly {@code OUI}. */
    record Open() implements Decision {}

    /** Anything else: nothing may happen. */
    record Closed(Message reason) implements Decision {}
}
