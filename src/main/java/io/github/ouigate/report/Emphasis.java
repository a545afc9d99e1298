package io.github.ouigate.report;

/** How a text is coloured. Colour only repeats what the text or the sign in front of a finding says. */
public enum Emphasis {
    PLAIN("·"),
    GOOD("✓"),
    WARNING("!"),
    BAD("✗");

    public final String sign;

    Emphasis(String sign) {
        this.sign = sign;
    }
}
