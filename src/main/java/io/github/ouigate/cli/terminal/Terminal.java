package io.github.ouigate.cli.terminal;

import java.io.PrintStream;
import java.util.Optional;
import java.util.OptionalInt;

/** The input and output of the program. */
public interface Terminal {
    /** The stream for results only. */
    PrintStream out();

    /** Returns whether the stream for results failed because its reader has ended, as {@code head} does. */
    boolean isReaderGone();

    /** The stream for questions, progress and errors. */
    PrintStream err();

    /** Returns whether input and console are a terminal. */
    boolean isInteractive();

    /** Returns how many characters a line of the terminal has; empty where nobody sits in front of one. */
    OptionalInt width();

    /** Discards input typed so far, so that it cannot answer later questions. */
    void discardTyped();

    /** Reads a line without its line break; empty at the end of input. */
    Optional<String> readLine();

    /** Reads a line without echo; empty at the end of input. */
    Optional<String> readSecret();
}
