package io.github.ouigate.report;

/** How a text is coloured. Colour only repeats what the text says. */
public enum Emphasis {
    PLAIN,
    GOOD,
    WARNING,
    BAD
}
