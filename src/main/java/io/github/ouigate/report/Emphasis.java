package io.github.ouigate.report;

/** How a page means what it says: shown by colour, and never by colour alone. */
public enum Emphasis {
    PLAIN,
    GOOD,
    WARNING,
    BAD
}
