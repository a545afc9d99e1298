package io.github.ouigate.job.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

class YamlTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "yes",
                "NO",
                "null",
                "1",
                "1e3",
                "2026-01-01",
                "a: b",
                "a #b",
                "# a",
                "- a",
                "'a'",
                "\"a\"",
                "\\n",
                " a",
                "a ",
                "a\n",
                "\na",
                "a\n\nb",
                "a\n  b",
                "\ta",
                "a\tb",
                "a\r\nb",
                "\u0085",
                "\u2028",
                "é",
                "\uD83D\uDE00",
                "%a",
                "@a",
                "`a",
                "*a",
                "&a",
                "!a",
                "|a",
                ">a",
                "{a}",
                "[a]",
                "a\u0000b",
                "\uFEFFa",
                "...",
                "---",
                "a\u00a0b"
            })
    void isReadAsItWas(String text) {
        roundTripsTexts(text);
    }

    @Property
    void roundTripsTexts(@ForAll @StringLength(min = 1, max = 30) String text) {
        if (text.chars().anyMatch(c -> Character.isSurrogate((char) c))
                && !text.codePoints().allMatch(Character::isValidCodePoint)) {
            return;
        }
        assertThat(new Yaml().<Map<String, Object>>load("a:\n  b: " + YamlText.scalar(text) + "\n"))
                .isEqualTo(Map.of("a", Map.of("b", text)));
        assertThat(new Yaml().<Map<String, Object>>load("a:\n  b: " + YamlText.block(text, 4) + "\n"))
                .isEqualTo(Map.of("a", Map.of("b", text)));
    }
}
