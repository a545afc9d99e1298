package io.github.ouigate.gate;

import io.github.ouigate.message.Message;
import java.util.Optional;

/** Whether to go on. */
public sealed interface Decision {
    /** Returns the open gate; empty if it is closed. */
    Optional<Open> open();

    /** Returns why the gate is closed; empty if it is open. */
    Optional<Message> reason();

    /** The confirmation was exactly {@link Gate#WORD}. Only {@link Gate} makes one: what commits takes it as an argument. */
    final class Open implements Decision {
        Open() {}

        @Override
        public Optional<Open> open() {
            return Optional.of(this);
        }

        @Override
        public Optional<Message> reason() {
            return Optional.empty();
        }
    }

    /** Anything else: nothing may happen. */
    record Closed(Message because) implements Decision {
        @Override
        public Optional<Open> open() {
            return Optional.empty();
        }

        @Override
        public Optional<Message> reason() {
            return Optional.of(because);
        }
    }
}
