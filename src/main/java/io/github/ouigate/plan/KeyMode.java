package io.github.ouigate.plan;

import io.github.ouigate.message.Message;
import io.github.ouigate.message.UsageException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a run checks foreign keys that have no suitable index. */
public enum KeyMode {
    /** The fastest safe method. */
    AUTO,
    /**
     * Drops the key before the delete from the referenced table and adds it again afterwards, which checks all rows
     * once.
     */
    CHECK_ONCE,
    /** Creates a temporary index. */
    INDEX,
    /** Checks row by row with the existing indexes. */
    AS_IS;

    /**
     * Parses the value of an option.
     *
     * @throws UsageException if it is not a mode
     */
    public static KeyMode of(String option, String text) {
        return of(option, text, List.of(values()));
    }

    /**
     * Parses the value of an option that accepts only some modes.
     *
     * @throws UsageException if it is not among {@code choices}
     */
    public static KeyMode of(String option, String text, List<KeyMode> choices) {
        return choices.stream()
                .filter(mode -> mode.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new UsageException(Message.of(
                        "option.choice",
                        option,
                        text,
                        choices.stream().map(KeyMode::toString).collect(Collectors.joining(", ")))));
    }

    /** Returns the value as written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
