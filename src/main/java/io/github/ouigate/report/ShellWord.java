package io.github.ouigate.report;

import java.util.regex.Pattern;

/** Words of a command line that a person may copy. */
final class ShellWord {
    private static final Pattern PLAIN = Pattern.compile("[\\w./:@%+=-]+");

    private ShellWord() {}

    /** Returns a text as a POSIX shell takes it for one word. */
    static String of(String text) {
        String printable = Words.printable(text);
        return PLAIN.matcher(printable).matches() ? printable : "'" + printable.replace("'", "'\\''") + "'";
    }
}
