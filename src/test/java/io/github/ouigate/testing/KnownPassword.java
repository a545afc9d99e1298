package io.github.ouigate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** A password that hardly anything else resembles, and the search for it. */
public final class KnownPassword {
    /** Between its two ends stands whatever could cut it into pieces: in a URL, a file, JSON, SQL or a log. */
    public static final String VALUE = "q7Zx@h:/p ?a#&b=+%41;,'\"\\{0}$w9Kv";

    /** Its ends, which every way of writing it leaves as they are. */
    private static final List<String> ENDS = List.of("q7zx", "w9kv");

    private KnownPassword() {}

    /** Returns it as a URL has it. */
    public static String encoded() {
        return URLEncoder.encode(VALUE, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Returns it as a password file of PostgreSQL has it (PostgreSQL manual, 34.16). */
    public static String inPasswordFile() {
        return VALUE.replace("\\", "\\\\").replace(":", "\\:");
    }

    /** Returns it as a literal of SQL. */
    public static String quoted() {
        return "'" + VALUE.replace("'", "''") + "'";
    }

    /** Expects not a trace of it, however it is written, whole or in part. */
    public static void assertNotIn(String where, String text) {
        assertThat(text.toLowerCase(Locale.ROOT)).as(where).doesNotContain(ENDS);
    }
}
