package io.github.ouigate.cli;

import io.github.ouigate.gate.Confirmations;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.UsageException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the confirmation among what was given, or asks for it, and properties among arguments. */
public final class ConfirmationOptions {
    static final String PROPERTY = "confirmation";

    private ConfirmationOptions() {}

    /** Returns the properties that {@code -D} options give. */
    static Map<String, String> properties(List<String> options) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String property : options) {
            int equals = property.indexOf('=');
            if (equals <= 0) {
                throw new UsageException(Message.of("property.form", property));
            }
            String name = property.substring(0, equals);
            if (given.putIfAbsent(name, property.substring(equals + 1)) != null) {
                throw new UsageException(Message.of("property.twice", name));
            }
        }
        return given;
    }

    /** Returns the confirmations of a command that knows no other property. */
    static Confirmations only(List<String> options, ProcessContext context) {
        Map<String, String> given = properties(options);
        String value = given.remove(PROPERTY);
        if (!given.isEmpty()) {
            throw new UsageException(Message.of(
                    "property.only-confirmation", given.keySet().iterator().next()));
        }
        return confirmations(value, context);
    }

    static Confirmations confirmations(@Nullable String option, ProcessContext context) {
        return new Confirmations(
                Optional.ofNullable(option),
                Optional.ofNullable(context.systemProperties().get(PROPERTY)),
                impostors(context));
    }

    /** Returns what asks the person in front of the terminal; empty where nobody sits there. */
    public static Optional<Supplier<Optional<String>>> question(
            Terminal terminal, Console output, Supplier<String> text) {
        if (!terminal.isInteractive()) {
            return Optional.empty();
        }
        return Optional.of(() -> {
            output.info(text.get());
            return terminal.readLine();
        });
    }

    private static List<String> impostors(ProcessContext context) {
        Stream<String> variables = context.environment().keySet().stream();
        Stream<String> misspelt = context.systemProperties().keySet().stream().filter(name -> !name.equals(PROPERTY));
        return Stream.concat(variables, misspelt)
                .filter(PROPERTY::equalsIgnoreCase)
                .sorted()
                .collect(Collectors.toList());
    }
}
