package io.github.ouigate.db.url;

import io.github.ouigate.message.Message;
import io.github.ouigate.message.UsageException;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Refuses names of parameters that are not known, and suggests the one that may be meant. */
final class ParameterNames {
    /** What has no name in common with what is meant. */
    private static final Map<String, String> MEANT = Map.ofEntries(
            Map.entry("database", "dbname"),
            Map.entry("username", "user"),
            Map.entry("PGHOST", "host"),
            Map.entry("PGPORT", "port"),
            Map.entry("PGDBNAME", "dbname"),
            Map.entry("ssl", "sslmode"),
            Map.entry("schema", "currentSchema"),
            Map.entry("targetServerType", "target_session_attrs"),
            Map.entry("target_session_attrs", "targetServerType"),
            Map.entry("loadBalanceHosts", "load_balance_hosts"),
            Map.entry("load_balance_hosts", "loadBalanceHosts"));

    private static final Pattern NAME = Pattern.compile("[A-Za-z]\\w{0,40}");

    private ParameterNames() {}

    /**
     * Refuses {@code name} unless it is known.
     *
     * @param mayBeSecret whether it can be a piece of a password that was not encoded: then it is not repeated
     */
    static void require(Collection<String> known, String name, boolean mayBeSecret) {
        if (known.contains(name)) {
            return;
        }
        if (mayBeSecret || !NAME.matcher(name).matches()) {
            throw new UsageException(Message.of("url.unknown-parameter.secret"));
        }
        throw new UsageException(similar(known, name)
                .map(meant -> Message.of("url.unknown-parameter.similar", name, meant))
                .orElseGet(() -> Message.of("url.unknown-parameter", name)));
    }

    private static Optional<String> similar(Collection<String> known, String name) {
        String meant = MEANT.get(name);
        if (meant != null && known.contains(meant)) {
            return Optional.of(meant);
        }
        int limit = Math.max(1, name.length() / 3);
        return known.stream()
                .min(Comparator.<String>comparingInt(candidate -> distance(plain(candidate), plain(name)))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(candidate -> distance(plain(candidate), plain(name)) <= limit);
    }

    /** Case and underscores are what people confuse first: the driver's sslNegotiation is libpq's sslnegotiation. */
    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "");
    }

    /** Returns how many characters have to be changed, added or left out (Levenshtein). */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
