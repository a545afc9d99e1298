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

    String good(String text) {
        return paint("32", text);
    }

    String bad(String text) {
        return paint("31", text);
    }

    String warning(String text) {
        return paint("33", text);
    }

    String paint(Emphasis emphasis, String text) {
        return switch (emphasis) {
            case PLAIN -> text;
            case GOOD -> good(text);
            case WARNING -> warning(text);
            case BAD -> bad(text);
        };
    }

    private String paint(String code, String text) {
        return enabled ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
