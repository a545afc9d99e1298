package io.github.ouigate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
    private static final @Nullable Question NO_TERMINAL = null;

    private final Gate gate = new Gate();
    private final AtomicInteger questions = new AtomicInteger();

    @Test
    void opensOnOuiAsOption() {
        Decision decision = gate.decide(given(Optional.of("OUI"), Optional.empty()), NO_TERMINAL);

        assertThat(decision).isInstanceOf(Decision.Open.class);
    }

    @Test
    void opensOnOuiAsSystemProperty() {
        Decision decision = gate.decide(given(Optional.empty(), Optional.of("OUI")), NO_TERMINAL);

        assertThat(decision).isInstanceOf(Decision.Open.class);
    }

    @Test
    void opensOnOuiGivenTwice() {
        Decision decision = gate.decide(given(Optional.of("OUI"), Optional.of("OUI")), NO_TERMINAL);

        assertThat(decision).isInstanceOf(Decision.Open.class);
    }

    @Test
    void opensOnOuiTyped() {
        Decision decision = gate.decide(nothingGiven(), answering("OUI"));

        assertThat(decision).isInstanceOf(Decision.Open.class);
        assertThat(questions).hasValue(1);
    }

    @Test
    void staysClosedWithoutATerminal() {
        Decision decision = gate.decide(nothingGiven(), NO_TERMINAL);

        assertThat(reason(decision)).isEqualTo("gate.no-terminal");
    }

    @Test
    void staysClosedAtTheEndOfInput() {
        Decision decision = gate.decide(nothingGiven(), Optional::empty);

        assertThat(reason(decision)).isEqualTo("gate.no-answer");
    }

    @Test
    void staysClosedOnContradictingProperties() {
        Decision decision = gate.decide(given(Optional.of("OUI"), Optional.of("NON")), answering("OUI"));

        assertThat(reason(decision)).isEqualTo("gate.contradiction");
        assertThat(questions).hasValue(0);
    }

    @Test
    void staysClosedOnAnImpostorAndNamesIt() {
        Confirmations confirmations = new Confirmations(
                Optional.of("OUI"), Optional.of("OUI"), List.of("CONFIRMATION", "Confirmation"), List.of());

        Decision decision = gate.decide(confirmations, answering("OUI"));

        assertThat(reason(decision)).isEqualTo("gate.impostor");
        assertThat(((Decision.Closed) decision).reason().arguments()).containsExactly("CONFIRMATION, Confirmation");
        assertThat(questions).hasValue(0);
    }

    @Test
    void doesNotPromptIfAPropertyIsGiven() {
        gate.decide(given(Optional.of("OUI"), Optional.empty()), answering("NON"));
        gate.decide(given(Optional.of("NON"), Optional.empty()), answering("OUI"));

        assertThat(questions).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "oui",
                "Oui",
                " OUI",
                "OUI ",
                "OUI\n",
                "OUI\r",
                "\tOUI",
                "\u041eUI",
                "\u039fUI",
                "OU\u0406",
                "OUI\u200b",
                "\ufeffOUI",
                "OUI\u0000",
                "OU\u0130",
                "ou\u0131",
                "O\u0308UI",
                "",
                "O",
                "OU",
                "OUIOUI",
                "\"OUI\"",
                "'OUI'",
                "\uff2f\uff35\uff29",
                "YES",
                "true"
            })
    void staysShutOnNearWords(String word) {
        assertThat(reason(gate.decide(given(Optional.of(word), Optional.empty()), answering("OUI"))))
                .isEqualTo("gate.wrong-property");
        assertThat(reason(gate.decide(given(Optional.empty(), Optional.of(word)), answering("OUI"))))
                .isEqualTo("gate.wrong-property");
        assertThat(reason(gate.decide(nothingGiven(), answering(word)))).isEqualTo("gate.wrong-word");
    }

    private static Confirmations given(Optional<String> option, Optional<String> systemProperty) {
        return new Confirmations(option, systemProperty, List.of(), List.of());
    }

    private static Confirmations nothingGiven() {
        return given(Optional.empty(), Optional.empty());
    }

    private Question answering(String word) {
        return () -> {
            questions.incrementAndGet();
            return Optional.of(word);
        };
    }

    private static String reason(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Closed.class);
        return ((Decision.Closed) decision).reason().key();
    }
}
