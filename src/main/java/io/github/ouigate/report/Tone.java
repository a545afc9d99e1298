package io.github.ouigate.report;

/** How a page means what it says: shown by colour, and never by colour alone. */
enum Tone {
    PLAIN,
    GOOD,
    CAREFUL,
    BAD
}
