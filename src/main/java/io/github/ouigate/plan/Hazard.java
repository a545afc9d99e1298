package io.github.ouigate.plan;

import io.github.ouigate.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * Something that stands in the way of a run, or that its operator should know.
 *
 * @param code names the kind of hazard, for machines
 * @param table the table concerned, {@code schema.table}; null where it is not about one
 * @param message what is the matter
 * @param mend what to do about it
 */
public record Hazard(
        String code, Severity severity, @Nullable String table, Message message, Message mend) {
    /** How much a hazard matters. */
    public enum Severity {
        /** The run is refused. */
        BLOCK,
        /** The run goes on; the operator should look first. */
        WARN,
        /** Good to know. */
        NOTE
    }

    static Hazard block(String code, @Nullable Object table, Object... arguments) {
        return of(code, Severity.BLOCK, table, arguments);
    }

    static Hazard warn(String code, @Nullable Object table, Object... arguments) {
        return of(code, Severity.WARN, table, arguments);
    }

    static Hazard note(String code, @Nullable Object table, Object... arguments) {
        return of(code, Severity.NOTE, table, arguments);
    }

    private static Hazard of(String code, Severity severity, @Nullable Object table, Object... arguments) {
        String key = "hazard." + code;
        return new Hazard(
                code,
                severity,
                table == null ? null : table.toString(),
                Message.of(key, arguments),
                Message.of(key + ".mend", arguments));
    }
}
