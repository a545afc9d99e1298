package io.github.ouigate.job.lint;

import java.util.regex.Pattern;

/** The rule for tags: they go into the ledger, into messages and into file names. */
final class Tag {
    /** A letter or digit, then up to 99 letters, digits, dots, underscores and hyphens; ASCII. */
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private Tag() {}

    static boolean isValid(String tag) {
        return VALID.matcher(tag).matches();
    }
}
