package io.github.ouigate.report;

import io.github.ouigate.job.UnsafeJobException;
import io.github.ouigate.message.Message;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The reason why a command failed, and the remedy.
 *
 * @param code the identifier for programs, which is stable across versions: a hazard's code or the message's key
 */
public record Problem(String code, List<Message> messages, List<Message> remedies) {
    private static final String REMEDY = ".remedy";

    private static final String OF_HAZARD = "hazard.";

    /** The keys of messages that only wrap other messages. */
    private static final Set<String> FRAMES = Set.of("refused.hazards", "hazard.at", "plan.gate");

    public Problem {
        messages = List.copyOf(messages);
        remedies = List.copyOf(remedies);
    }

    /** Returns a problem described by one message; the remedies are those of the wrapped messages. */
    public static Problem of(Message message) {
        List<Message> said = said(message).toList();
        String key = said.stream().findFirst().orElse(message).key();
        List<Message> remedies = said.stream()
                .filter(one -> Messages.has(one.key() + REMEDY))
                .map(one -> new Message(one.key() + REMEDY, one.arguments()))
                .distinct()
                .toList();
        return new Problem(code(key), List.of(message), remedies);
    }

    /** Returns the remedies of several messages. */
    public static List<Message> remedies(List<Message> messages) {
        return messages.stream()
                .flatMap(message -> of(message).remedies().stream())
                .distinct()
                .toList();
    }

    /** Returns the faults of a job. */
    public static Problem of(UnsafeJobException unsafe) {
        Message refused =
                Message.of("job.unsafe", unsafe.changelog(), unsafe.faults().size());
        Stream<Message> faults = unsafe.faults().stream()
                .map(fault -> Message.of(
                        "fault.at-line",
                        String.valueOf(fault.line()),
                        String.valueOf(fault.column()),
                        fault.problem()));
        return new Problem(
                code(refused.key()),
                Stream.concat(Stream.of(refused), faults).toList(),
                unsafe.faults().stream().map(fault -> fault.remedy()).distinct().toList());
    }

    /** Returns the problem with other remedies. */
    public Problem with(List<Message> others) {
        return new Problem(code, messages, others);
    }

    /** Returns the messages wrapped by a message, or the message itself. */
    private static Stream<Message> said(Message message) {
        if (!FRAMES.contains(message.key())) {
            return Stream.of(message);
        }
        return message.arguments().stream()
                .flatMap(argument -> argument instanceof Collection<?> several ? several.stream() : Stream.of(argument))
                .filter(Message.class::isInstance)
                .map(Message.class::cast)
                .filter(one -> !one.key().endsWith(REMEDY))
                .flatMap(Problem::said);
    }

    private static String code(String key) {
        return (key.startsWith(OF_HAZARD) ? key.substring(OF_HAZARD.length()) : key)
                .replaceAll("[.-]", "_")
                .toUpperCase(Locale.ROOT);
    }
}
