package io.github.ouigate.db.session;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The statement of another session with its literals masked, since they can be passwords or values of rows. It is shown
 * on the screen and not stored in documents.
 */
public record StatementText(String masked) {
    /** A quoted identifier, which is kept; a string, possibly cut off; or a number. */
    private static final Pattern TOKEN =
            Pattern.compile("(\"(?:[^\"]|\"\")*+(?:\"|$))|('(?:[^']|'')*+(?:'|$))|\\b\\d[\\w.]*");

    /** Syntax that makes the end of a string depend on settings, or that can contain quotes outside strings. */
    private static final Pattern UNCERTAIN = Pattern.compile("\\\\|\\$[^\\s$]*\\$|--|/\\*");

    private static final Pattern FROM_FIRST_QUOTE = Pattern.compile("(?s)(?:['$\\\\]|--|/\\*).*");

    /**
     * Returns the masked text of a statement. If the literals cannot be determined reliably, the text ends before the
     * first quote.
     */
    public static StatementText of(String sql) {
        String certain =
                UNCERTAIN.matcher(sql).find() ? FROM_FIRST_QUOTE.matcher(sql).replaceFirst("…") : sql;
        return new StatementText(TOKEN.matcher(certain).replaceAll(StatementText::mask));
    }

    private static String mask(MatchResult token) {
        if (token.group(1) != null) {
            return Matcher.quoteReplacement(token.group());
        }
        return token.group(2) == null ? "…" : "'…'";
    }

    @Override
    public String toString() {
        return masked;
    }
}
