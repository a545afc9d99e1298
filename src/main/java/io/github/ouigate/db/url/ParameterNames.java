package io.github.ouigate.db.url;

import io.github.ouigate.message.Message;
import io.github.ouigate.message.SimilarNames;
import io.github.ouigate.message.UsageException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Refuses unknown parameter names and suggests a known one. */
final class ParameterNames {
    /** The known names of parameters whose wrong names are too different for a comparison. */
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
     * @param mayBeSecret whether the name can be part of an unencoded password; the message then does not repeat it
     * @throws UsageException if the name is unknown
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
        return SimilarNames.of(name, known).stream().findFirst();
    }
}
