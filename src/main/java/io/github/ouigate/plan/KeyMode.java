package io.github.ouigate.plan;

import io.github.ouigate.message.Message;
import io.github.ouigate.message.UsageException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a run has the foreign keys checked that no index helps. */
public enum KeyMode {
    /** The fastest way that is safe. */
    AUTO,
    /** Dropped before the delete from the referenced table, added again after it: all rows are checked at once. */
    CHECK_ONCE,
    /** With an index that the run makes for itself. */
    INDEX,
    /** Row by row, with the indexes that are there. */
    AS_IS;

    /**
     * Reads an option's value.
     *
     * @throws UsageException if it is none of them
     */
    public static KeyMode of(String option, String text) {
        return of(option, text, List.of(values()));
    }

    /**
     * Reads an option's value, where not all modes make sense.
     *
     * @throws UsageException if it is none of {@code choices}
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

    /** Returns the value as people write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
