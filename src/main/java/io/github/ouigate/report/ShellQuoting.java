package io.github.ouigate.report;

import java.util.regex.Pattern;

/** Quotes values in command lines that can be copied. */
final class ShellQuoting {
    private static final Pattern PLAIN = Pattern.compile("[\\w./:@%+=-]+");

    private ShellQuoting() {}

    /** Returns a text as one word of a POSIX shell. */
    static String of(String text) {
        String printable = Messages.printable(text);
        return PLAIN.matcher(printable).matches() ? printable : "'" + printable.replace("'", "'\\''") + "'";
    }
}
