package io.github.ouigate.job;

import io.github.ouigate.message.Message;

/**
 * A reason to refuse a changelog.
 *
 * @param line the line in the file, counted from 1
 * @param column the character in the line, counted from 1
 */
public record Fault(int line, int column, Message problem, Message remedy) {
    public static Fault at(int line, int column, String code, Object... arguments) {
        return new Fault(
                line, column, Message.of("job." + code, arguments), Message.of("job." + code + ".remedy", arguments));
    }
}
