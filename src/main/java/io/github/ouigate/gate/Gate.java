package io.github.ouigate.gate;

import io.github.ouigate.message.Message;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a run may change the database. The gate is closed unless the confirmation is exactly {@code OUI},
 * typed at the prompt or given as the property {@code confirmation}. The value is compared without trimming or case
 * folding.
 */
public final class Gate {
    /** The only word that opens the gate. */
    public static final String WORD = "OUI";

    /** The property that can supply the word. */
    public static final String PROPERTY = "confirmation";

    /**
     * Returns the decision.
     *
     * @param confirmations the confirmations given in advance; if there is one, the operator is not asked
     * @param question asks the operator; null without a terminal
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

    /**
     * Returns why the gate stays closed regardless of the word: a source that applies to every run supplies the
     * confirmation. Empty if no source does.
     */
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
