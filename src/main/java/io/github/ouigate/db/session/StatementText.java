package io.github.ouigate.db.session;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The statement of a session that is not this program's, without its literals: they can be passwords, or values of rows.
 * It is shown on a screen, and kept in no document.
 */
public record StatementText(String masked) {
    /** A quoted name, which stays as it is; a string, the last one perhaps without its end; a number. */
    private static final Pattern TOKEN =
            Pattern.compile("(\"(?:[^\"]|\"\")*+(?:\"|$))|('(?:[^']|'')*+(?:'|$))|\\b\\d[\\w.]*");

    /** Where strings end otherwise, depending on settings, or quotes stand outside of them. */
    private static final Pattern UNCERTAIN = Pattern.compile("\\\\|\\$[^\\s$]*\\$|--|/\\*");

    private static final Pattern FROM_FIRST_QUOTE = Pattern.compile("(?s)(?:['$\\\\]|--|/\\*).*");

    /** Returns the text of a statement. Where its literals are not certain, it ends before the first one. */
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
