package io.github.ouigate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** A distinctive password, and the search for it. */
public final class KnownPassword {
    /** Between its ends are all characters that could split it in a URL, a file, JSON, SQL or a log. */
    public static final String VALUE = "q7Zx@h:/p ?a#&b=+%41;,'\"\\{0}$w9Kv";

    /** Its ends, which no encoding changes. */
    private static final List<String> ENDS = List.of("q7zx", "w9kv");

    private KnownPassword() {}

    /** Returns the password encoded for a URL. */
    public static String encoded() {
        return URLEncoder.encode(VALUE, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Returns the password escaped for a password file (PostgreSQL manual, 34.16). */
    public static String inPasswordFile() {
        return VALUE.replace("\\", "\\\\").replace(":", "\\:");
    }

    /** Returns the password as an SQL literal. */
    public static String quoted() {
        return "'" + VALUE.replace("'", "''") + "'";
    }

    /** Asserts that no part of the password occurs in a text, in any encoding. */
    public static void assertNotIn(String where, String text) {
        assertThat(text.toLowerCase(Locale.ROOT)).as(where).doesNotContain(ENDS);
    }
}
