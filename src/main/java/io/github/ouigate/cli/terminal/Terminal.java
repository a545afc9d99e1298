package io.github.ouigate.cli.terminal;

import java.io.PrintStream;
import java.util.Optional;

/** Where the program reads and writes. */
public interface Terminal {
    /** Results, and nothing else. */
    PrintStream out();

    /** Everything else: questions, progress, errors. */
    PrintStream err();

    /** Returns whether a person sits in front of it: input and console are a terminal. */
    boolean isInteractive();

    /** Throws away what was typed so far: it answers no question that is asked from now on. */
    void discardTyped();

    /** Reads the line that a person types, without its line break; nothing at the end of input. */
    Optional<String> readLine();

    /** Reads a line without showing it; nothing at the end of input. */
    Optional<String> readSecret();
}
