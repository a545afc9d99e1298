package io.github.ouigate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;

/** Of all Unicode texts, only OUI opens the gate, whatever its source. */
class GatePropertiesTest {
    private static final Gate GATE = new Gate();

    private enum Way {
        OPTION,
        SYSTEM_PROPERTY,
        BOTH_PROPERTIES,
        TYPED
    }

    @Property(
            tries = 100_000,
            generation = GenerationMode.RANDOMIZED,
            edgeCases = EdgeCasesMode.NONE,
            shrinking = ShrinkingMode.BOUNDED)
    void opensOnOuiOnly(@ForAll("words") String word, @ForAll Way way) {
        Decision decision = decide(word, way);

        assertThat(decision instanceof Decision.Open).isEqualTo(word.equals("OUI"));
    }

    private static Decision decide(String word, Way way) {
        Optional<String> given = Optional.of(word);
        Optional<String> nothing = Optional.empty();
        return switch (way) {
            case OPTION -> GATE.decide(new Confirmations(given, nothing, List.of(), List.of()), null);
            case SYSTEM_PROPERTY -> GATE.decide(new Confirmations(nothing, given, List.of(), List.of()), null);
            case BOTH_PROPERTIES -> GATE.decide(new Confirmations(given, given, List.of(), List.of()), null);
            case TYPED -> GATE.decide(new Confirmations(nothing, nothing, List.of(), List.of()), () -> given);
        };
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.strings().all().ofMaxLength(6)),
                Tuple.of(4, insertions()),
                Tuple.of(4, lookAlikes()),
                Tuple.of(1, Arbitraries.of("OUI", "oui", "O", "OU", "UI", "", "OUIOUI", "NON")));
    }

    /** OUI with a text before, between or after its letters. */
    private static Arbitrary<String> insertions() {
        Arbitrary<String> something = Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(2),
                Arbitraries.of(" ", "\n", "\r", "\t", "\u00a0", "\u200b", "\u200d", "\ufeff", "\u0000", "\"", "'"));
        return Combinators.combine(Arbitraries.integers().between(0, 3), something)
                .as((at, text) -> "OUI".substring(0, at) + text + "OUI".substring(at));
    }

    /** Words of characters that resemble O, U and I, including the letters themselves. */
    private static Arbitrary<String> lookAlikes() {
        return Combinators.combine(
                        Arbitraries.of("O", "o", "0", "\u041e", "\u039f", "\uff2f", "\u00d6", "\u2b58"),
                        Arbitraries.of("U", "u", "V", "\u054d", "\uff35", "\u00dc", "\u222a"),
                        Arbitraries.of("I", "i", "l", "1", "|", "\u0406", "\u0399", "\uff29", "\u0130", "\u0131"))
                .as((o, u, i) -> o + u + i);
    }
}
