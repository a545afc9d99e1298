package io.github.ouigate.db.url;

import io.github.ouigate.message.Message;
import io.github.ouigate.message.UsageException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the forms of database URL in use: {@code jdbc:postgresql:…} and {@code jdbc:h2:…}, and {@code
 * postgresql://user:password@host:port/database} as in libpq (PostgreSQL manual, 34.1.1.2) and SQLAlchemy (there also
 * with a driver, {@code postgresql+psycopg://…}). No message of this class repeats the URL: it can hold a password.
 */
public final class DatabaseUrl {
    private static final Pattern LIBPQ = Pattern.compile(
            "postgres(?:ql)?(?:\\+\\w+)?://(?:(?<user>[^:@/]*)(?::(?<password>[^@/]*))?@)?(?<rest>[^?]*)(?:\\?(?<query>.*))?",
            Pattern.DOTALL);
    private static final Pattern JDBC_POSTGRESQL =
            Pattern.compile("(?<base>jdbc:postgresql:[^?]*)(?:\\?(?<query>.*))?", Pattern.DOTALL);
    /** Hosts with numbers for ports; or only a database, or nothing. */
    private static final Pattern JDBC_HOSTS = Pattern.compile("jdbc:postgresql:(?:/?|[^/:]+|//HOST(?:,HOST)*(?:/.*)?)"
            .replace("HOST", "(?:\\[[^\\]/]*]|[^\\[:,/]*)(?::\\d*)?"));

    private static final Pattern JDBC_H2 =
            Pattern.compile("(?<base>jdbc:h2:[^;]*)(?:;(?<settings>.*))?", Pattern.DOTALL);

    /** What stands in no host and no database unless it is encoded, but in parameters that are not where they belong. */
    private static final Pattern PARAMETERS = Pattern.compile("[=&;\\s]");

    private static final Pattern H2_PASSWORD = Pattern.compile("(?i)password\\s*=");
    private static final Pattern H2_SETTING = Pattern.compile("\\w+");

    /** The part of a URL before its last @, or whatever is called a password. */
    private static final Pattern TYPED_PASSWORD =
            Pattern.compile("(?i)(jdbc:|[a-z][\\w+.-]*:/{1,2}|password\\s*=)(?:(?<==)\\S+|\\S*(?=@))");

    private DatabaseUrl() {}

    /** Returns a text that may repeat what was typed, without the passwords of the URLs in it. */
    public static String withoutPasswords(String text) {
        return TYPED_PASSWORD.matcher(text).replaceAll("$1***");
    }

    /**
     * Reads {@code url}.
     *
     * @throws UsageException if it has none of the known forms
     */
    public static ConnectionSettings parse(String url) {
        Matcher libpq = LIBPQ.matcher(url);
        if (libpq.matches()) {
            return libpq(libpq);
        }
        Matcher postgresql = JDBC_POSTGRESQL.matcher(url);
        if (postgresql.matches()) {
            return postgresql(postgresql.group("base"), query(postgresql.group("query")));
        }
        Matcher h2 = JDBC_H2.matcher(url);
        if (h2.matches()) {
            return h2(h2.group("base"), h2Settings(h2.group("settings")));
        }
        throw new UsageException(Message.of("url.unknown"));
    }

    private static ConnectionSettings libpq(Matcher url) {
        String rest = url.group("rest");
        // A password with a raw @, / or ? must not be taken for a host or a database: those are shown.
        if (rest.indexOf('@') >= 0
                || (url.group("query") != null && url.group("query").indexOf('@') >= 0)) {
            throw new UsageException(Message.of("url.at-sign"));
        }
        Map<String, String> parameters = query(url.group("query"));
        if (url.group("user") != null) {
            parameters.putIfAbsent("user", decode(url.group("user")));
        }
        if (url.group("password") != null) {
            parameters.putIfAbsent("password", decode(url.group("password")));
        }
        int slash = rest.indexOf('/');
        String host = slash < 0 ? rest : rest.substring(0, slash);
        String database = slash < 0 ? "" : rest.substring(slash + 1);
        return postgresql("jdbc:postgresql://" + host + "/" + database, parameters);
    }

    private static ConnectionSettings postgresql(String base, Map<String, String> parameters) {
        if (base.indexOf('@') >= 0 || parameters.keySet().stream().anyMatch(key -> key.indexOf('@') >= 0)) {
            throw new UsageException(Message.of("url.user-in-jdbc"));
        }
        if (PARAMETERS.matcher(base).find()) {
            throw new UsageException(Message.of("url.parameters"));
        }
        if (!JDBC_HOSTS.matcher(base).matches()) {
            throw new UsageException(Message.of("url.unknown"));
        }
        return settings(ConnectionSettings.Product.POSTGRESQL, base, parameters);
    }

    private static ConnectionSettings h2(String base, Map<String, String> settings) {
        if (base.indexOf('@') >= 0 && (base.startsWith("jdbc:h2:tcp:") || base.startsWith("jdbc:h2:ssl:"))) {
            throw new UsageException(Message.of("url.user-in-jdbc"));
        }
        if (H2_PASSWORD.matcher(base).find()
                || !settings.keySet().stream()
                        .allMatch(key -> H2_SETTING.matcher(key).matches())) {
            throw new UsageException(Message.of("url.settings"));
        }
        return settings(ConnectionSettings.Product.H2, base, settings);
    }

    private static ConnectionSettings settings(
            ConnectionSettings.Product product, String base, Map<String, String> parameters) {
        Optional<String> user = Optional.ofNullable(parameters.remove("user")).filter(name -> !name.isEmpty());
        if (user.filter(name -> name.indexOf(':') >= 0 || name.indexOf('=') >= 0)
                .isPresent()) {
            throw new UsageException(Message.of("url.user-name")); // a password is likely to be part of it
        }
        Optional<Secret> password = Optional.ofNullable(parameters.remove("password"))
                .filter(word -> !word.isEmpty())
                .map(Secret::new);
        Map<String, Secret> secrets = new LinkedHashMap<>();
        parameters.forEach((key, value) -> secrets.put(key, new Secret(value)));
        return new ConnectionSettings(product, base, secrets, user, password, Optional.empty(), SessionRequest.NONE);
    }

    private static Map<String, String> query(@Nullable String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : (query == null ? "" : query).split("&", -1)) {
            if (!pair.isEmpty()) {
                String[] parts = pair.split("=", 2);
                parameters.put(decode(parts[0]), parts.length == 1 ? "" : decode(parts[1]));
            }
        }
        return parameters;
    }

    private static Map<String, String> h2Settings(@Nullable String settings) {
        Map<String, String> parameters = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String setting : (settings == null ? "" : settings).split(";", -1)) {
            int equals = setting.indexOf('=');
            if (equals > 0) {
                parameters.put(setting.substring(0, equals).toUpperCase(Locale.ROOT), setting.substring(equals + 1));
            }
        }
        return parameters;
    }

    /** Decodes %XX alone: unlike in a form, a plus sign in a URL of libpq stands for itself. */
    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new UsageException(Message.of("url.percent"));
        }
    }
}
