package io.github.ouigate.report;

import java.util.regex.Pattern;

/** Words of a command line that a person may copy. */
final class ShellQuoting {
    private static final Pattern PLAIN = Pattern.compile("[\\w./:@%+=-]+");

    private ShellQuoting() {}

    /** Returns a text as a POSIX shell takes it for one word. */
    static String of(String text) {
        String printable = Messages.printable(text);
        return PLAIN.matcher(printable).matches() ? printable : "'" + printable.replace("'", "'\\''") + "'";
    }
}
