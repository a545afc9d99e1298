package io.github.ouigate.cli.option;

import io.github.ouigate.cli.terminal.ProcessContext;
import io.github.ouigate.gate.Confirmations;
import io.github.ouigate.gate.Gate;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.UsageException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The properties from {@code -D} options.
 *
 * @param confirmation the value of the gate's property, if given
 */
public record GivenProperties(Optional<String> confirmation, Map<String, String> others) {
    /**
     * Parses {@code NAME=VALUE} options.
     *
     * @throws UsageException if an option has another form, or a name occurs twice
     */
    public static GivenProperties parse(List<String> options) {
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
        return new GivenProperties(Optional.ofNullable(given.remove(Gate.PROPERTY)), given);
    }

    /**
     * Returns these properties if they contain only the confirmation.
     *
     * @throws UsageException if there is another property
     */
    public GivenProperties requireNoOthers() {
        others.keySet().stream().findFirst().ifPresent(name -> {
            throw new UsageException(Message.of("property.only-confirmation", name));
        });
        return this;
    }

    /** Returns the confirmations from all sources other than the prompt. */
    public Confirmations confirmations(ProcessContext context) {
        Optional<String> systemProperty =
                Optional.ofNullable(context.systemProperties().get(Gate.PROPERTY));
        List<String> inherited = confirmation.or(() -> systemProperty).isPresent()
                ? new InheritedOptions(context).definingConfirmation()
                : List.of();
        return new Confirmations(confirmation, systemProperty, impostors(context), inherited);
    }

    private static List<String> impostors(ProcessContext context) {
        Stream<String> variables = context.environment().keySet().stream();
        Stream<String> misspelt =
                context.systemProperties().keySet().stream().filter(name -> !name.equals(Gate.PROPERTY));
        return Stream.concat(variables, misspelt)
                .filter(Gate.PROPERTY::equalsIgnoreCase)
                .sorted()
                .collect(Collectors.toList());
    }
}
