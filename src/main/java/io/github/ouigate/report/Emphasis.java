package io.github.ouigate.report;

/** The colour of a text. The colour only repeats information in the text or its symbol. */
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
