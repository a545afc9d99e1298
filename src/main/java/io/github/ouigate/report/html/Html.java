package io.github.ouigate.report.html;

import java.util.regex.Pattern;

/** Escapes text for HTML. */
final class Html {
    private static final String FROM_RIGHT_TO_LEFT =
            "[\\p{IsArabic}\\p{IsHebrew}\\p{IsSyriac}\\p{IsThaana}\\p{IsNko}\\p{IsAdlam}]+";

    private static final Pattern RIGHT_TO_LEFT =
            Pattern.compile(FROM_RIGHT_TO_LEFT + "(?:[ _]+" + FROM_RIGHT_TO_LEFT + ")*");

    private Html() {}

    /**
     * Returns a text for use between tags. Right-to-left text is isolated, so that it does not move a following number
     * or operator to its left.
     */
    static String text(String text) {
        return RIGHT_TO_LEFT.matcher(escaped(text)).replaceAll("<bdi>$0</bdi>");
    }

    /** Returns a text for use in a title or a quoted attribute. Characters that XML forbids are replaced. */
    static String escaped(String text) {
        StringBuilder html = new StringBuilder();
        text.codePoints().forEach(character -> {
            switch (character) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.appendCodePoint(isForbidden(character) ? 0xFFFD : character);
            }
        });
        return html.toString();
    }

    private static boolean isForbidden(int character) {
        return (Character.isISOControl(character) && character != '\n')
                || Character.getType(character) == Character.SURROGATE
                || (character & 0xFFFE) == 0xFFFE;
    }
}
