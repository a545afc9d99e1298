package io.github.ouigate.report.html;

/** Escapes text for HTML. */
final class Html {
    private Html() {}

    /** Returns a text for use between tags or in a quoted attribute. Characters that XML forbids are replaced. */
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
