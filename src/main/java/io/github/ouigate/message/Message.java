package io.github.ouigate.message;

import java.util.List;
import java.util.Objects;

/**
 * A message to the operator, as a key and arguments.
 *
 * @param key the key of the text in the message bundles
 * @param arguments the values of the text's placeholders; never a secret
 */
public record Message(String key, List<Object> arguments) {
    public Message {
        Objects.requireNonNull(key);
        arguments = List.copyOf(arguments);
    }

    public static Message of(String key, Object... arguments) {
        return new Message(key, List.of(arguments));
    }
}
