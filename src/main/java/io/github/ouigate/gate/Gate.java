package io.github.ouigate.gate;

import io.github.ouigate.message.Message;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Closed by default: only the three characters {@code OUI}, typed at the prompt or given as the property {@code
 * confirmation}, open it. Nothing is trimmed, folded or completed.
 */
public final class Gate {
    /** The only word that opens the gate. */
    public static final String WORD = "OUI";

    /** The property that may carry the word. */
    public static final String PROPERTY = "confirmation";

    /**
     * Decides.
     *
     * @param confirmations what was given beforehand; if there is anything, nobody is asked
     * @param question asks the operator; null where there is no terminal to ask on
     */
    public Decision decide(Confirmations confirmations, @Nullable Question question) {
        Optional<Message> refusal = refusal(confirmations);
        if (refusal.isPresent()) {
            return new Decision.Closed(refusal.get());
        }
        Optional<String> option = confirmations.option();
        Optional<String> systemProperty = confirmations.systemProperty();
        if (option.isPresent() && systemProperty.isPresent() && !option.equals(systemProperty)) {
            return closed("gate.contradiction");
        }
        Optional<String> property = option.or(() -> systemProperty);
        if (property.isPresent()) {
            return property.get().equals(WORD) ? new Decision.Open() : closed("gate.wrong-property");
        }
        if (question == null) {
            return closed("gate.no-terminal");
        }
        Optional<String> answer = question.ask();
        if (answer.isEmpty()) {
            return closed("gate.no-answer");
        }
        return answer.get().equals(WORD) ? new Decision.Open() : closed("gate.wrong-word");
    }

    /** Returns why the gate stays closed whatever the word is: it may have come from a place that confirms every run. */
    public static Optional<Message> refusal(Confirmations confirmations) {
        if (!confirmations.impostors().isEmpty()) {
            return Optional.of(Message.of("gate.impostor", String.join(", ", confirmations.impostors())));
        }
        return confirmations.inherited().isEmpty()
                ? Optional.empty()
                : Optional.of(Message.of("gate.inherited", String.join(", ", confirmations.inherited())));
    }

    private static Decision closed(String key, Object... arguments) {
        return new Decision.Closed(Message.of(key, arguments));
    }
}
