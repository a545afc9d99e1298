package io.github.ouigate.report.text;

import io.github.ouigate.report.Emphasis;

/**
 * Colours text with ANSI escape sequences.
 *
 * @param enabled whether to colour; otherwise text is returned unchanged
 */
public record Style(boolean enabled) {
    String bold(String text) {
        return paint("1", text);
    }

    String paint(Emphasis emphasis, String text) {
        return switch (emphasis) {
            case PLAIN -> text;
            case GOOD -> paint("32", text);
            case WARNING -> paint("33", text);
            case BAD -> paint("31", text);
        };
    }

    private String paint(String code, String text) {
        return enabled ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
