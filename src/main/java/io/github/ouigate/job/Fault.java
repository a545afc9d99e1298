package io.github.ouigate.job;

import io.github.ouigate.message.Message;

/**
 * A reason not to run a changelog.
 *
 * @param line where it stands in the file, counted from 1
 */
public record Fault(int line, Message problem, Message remedy) {
    public static Fault at(int line, String code, Object... arguments) {
        return new Fault(line, Message.of("job." + code, arguments), Message.of("job." + code + ".remedy", arguments));
    }
}
