package io.github.ouigate.report.text;

import java.util.regex.Pattern;

/**
 * Wraps lines between words; a word that is longer than a line stays whole.
 *
 * @param width how many characters a line has at the most
 */
public record LineWrap(int width) {
    /** The width of lines where there is no terminal. */
    public static final int DEFAULT_WIDTH = 100;

    private static final Pattern COLOR = Pattern.compile("\u001b\\[[0-9;]*m");

    /** Wraps a line; the first of the lines that it becomes begins with {@code first}, the others with {@code next}. */
    public String wrap(String first, String next, String line) {
        StringBuilder wrapped = new StringBuilder(first);
        int column = length(first);
        boolean begun = false;
        for (String word : line.split(" ", -1)) {
            if (begun && column + 1 + length(word) > width) {
                wrapped.append('\n').append(next);
                column = length(next);
                begun = false;
            }
            wrapped.append(begun ? " " : "").append(word);
            column += length(word) + (begun ? 1 : 0);
            begun = true;
        }
        return wrapped.toString();
    }

    private static int length(String text) {
        return COLOR.matcher(text).replaceAll("").length();
    }
}
