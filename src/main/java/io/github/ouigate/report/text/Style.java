package io.github.ouigate.report.text;

import io.github.ouigate.report.Emphasis;

/** Colour and weight, on a terminal that wants them; plain text elsewhere. */
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

    String careful(String text) {
        return paint("33", text);
    }

    String paint(Emphasis tone, String text) {
        return switch (tone) {
            case PLAIN -> text;
            case GOOD -> good(text);
            case WARNING -> careful(text);
            case BAD -> bad(text);
        };
    }

    private String paint(String code, String text) {
        return enabled ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
