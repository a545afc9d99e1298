package io.github.ouigate.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of a text: prose, or SQL and commands to be copied. In a message, a line of its own that starts with two spaces
 * is to be copied.
 *
 * @param isCopied whether it is to be copied, and so never wrapped
 */
public record TextLine(String text, boolean isCopied) {
    private static final String COPIED = "  ";

    /** Splits a text into its lines. Lines to be copied that follow each other are one. */
    public static List<TextLine> of(String text) {
        List<TextLine> lines = new ArrayList<>();
        for (String line : text.lines().toList()) {
            boolean isCopied = line.startsWith(COPIED);
            String content = line.strip();
            if (isCopied && !lines.isEmpty() && lines.get(lines.size() - 1).isCopied) {
                content = lines.remove(lines.size() - 1).text + "\n" + content;
            }
            if (!content.isEmpty()) {
                lines.add(new TextLine(content, isCopied));
            }
        }
        return lines;
    }
}
