package io.github.ouigate.db.url;

import io.github.ouigate.db.url.ConnectionSettings.Login;
import io.github.ouigate.db.url.ConnectionSettings.Product;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.UsageException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Parses JDBC URLs of the PostgreSQL driver and of H2. Messages never repeat the URL. */
final class JdbcUrl {
    private static final Pattern POSTGRESQL =
            Pattern.compile("(?<base>jdbc:postgresql:[^?]*)(?:\\?(?<query>.*))?", Pattern.DOTALL);
    /** Hosts with numeric ports and an optional database; or only a database; or nothing. */
    private static final Pattern HOSTS =
            Pattern.compile("jdbc:postgresql:(?:/?|(?<only>[^/:]+)|//(?<hosts>HOST(?:,HOST)*)(?:/(?<database>.*))?)"
                    .replace("HOST", "(?:\\[[^\\]/]*]|[^\\[:,/]*)(?::\\d*)?"));

    private static final Pattern H2 = Pattern.compile("(?<base>jdbc:h2:[^;]*)(?:;(?<settings>.*))?", Pattern.DOTALL);

    /** Characters that hosts and database names must encode; unencoded, they indicate misplaced parameters. */
    private static final Pattern PARAMETERS = Pattern.compile("[=&;\\s]");

    private static final Pattern NAME_WITH_AT_SIGN = Pattern.compile("&[^=&]*@");

    private static final Pattern H2_PASSWORD = Pattern.compile("(?i)password\\s*=");
    private static final Pattern H2_SETTING = Pattern.compile("\\w+");

    private JdbcUrl() {}

    /** Returns the settings from a JDBC URL; empty if {@code text} is not a JDBC URL of PostgreSQL or H2. */
    static Optional<ConnectionSettings> read(String text, Optional<String> user, LibpqEnvironment environment) {
        Matcher postgresql = POSTGRESQL.matcher(text);
        if (postgresql.matches()) {
            return Optional.of(postgresql(postgresql.group("base"), postgresql.group("query"), user, environment));
        }
        Matcher h2 = H2.matcher(text);
        return h2.matches()
                ? Optional.of(h2(h2.group("base"), h2Settings(h2.group("settings")), user))
                : Optional.empty();
    }

    private static ConnectionSettings postgresql(
            String base, @Nullable String query, Optional<String> given, LibpqEnvironment environment) {
        if (base.indexOf('@') >= 0 || NAME_WITH_AT_SIGN.matcher("&" + query).find()) {
            throw new UsageException(Message.of("url.user-in-jdbc"));
        }
        if (PARAMETERS.matcher(base).find()) {
            throw new UsageException(Message.of("url.parameters"));
        }
        Matcher hosts = HOSTS.matcher(base);
        if (!hosts.matches()) {
            throw new UsageException(Message.of("url.unknown"));
        }
        Map<String, String> parameters = query(query);
        LibpqParameter.refuseSettings("options", parameters.getOrDefault("options", ""));
        Optional<String> user = given.or(() -> user(parameters));
        Login login = new Login(
                user.or(environment::user),
                user.isEmpty(),
                password(parameters),
                environment.passwordFile(environment.variable("PGPASSFILE")));
        String database = Stream.of("only", "database")
                .flatMap(group -> Stream.ofNullable(hosts.group(group)))
                .filter(name -> !name.isEmpty())
                .map(JdbcUrl::decode)
                .findFirst()
                .orElse(login.user().orElse(""));
        Server server = server(base, hosts.group("hosts"), database);
        return settings(Product.POSTGRESQL, server, parameters, login);
    }

    /**
     * Returns one server for all hosts: the driver chooses among them. A password file matches their comma-separated
     * list.
     */
    private static Server server(String base, @Nullable String hosts, String database) {
        List<String> all = List.of((hosts == null ? "" : hosts).split(",", -1));
        return new Server(
                base,
                all.stream().map(host -> part(host, ":\\d*$", "localhost")).collect(Collectors.joining(",")),
                all.stream()
                        .map(host -> part(host, "^.*?(?::(?=\\d*$)|$)", "5432"))
                        .collect(Collectors.joining(",")),
                database,
                Optional.empty());
    }

    private static String part(String host, String without, String otherwise) {
        String part = host.replaceFirst(without, "").replaceAll("[\\[\\]]", "");
        return part.isEmpty() ? otherwise : part;
    }

    private static ConnectionSettings h2(String base, Map<String, String> settings, Optional<String> given) {
        if (base.indexOf('@') >= 0 && (base.startsWith("jdbc:h2:tcp:") || base.startsWith("jdbc:h2:ssl:"))) {
            throw new UsageException(Message.of("url.user-in-jdbc"));
        }
        if (H2_PASSWORD.matcher(base).find()
                || !settings.keySet().stream()
                        .allMatch(key -> H2_SETTING.matcher(key).matches())) {
            throw new UsageException(Message.of("url.settings"));
        }
        Optional<String> user = given.or(() -> user(settings));
        Login login = new Login(user, false, password(settings), Optional.empty());
        return settings(Product.H2, new Server(base, "", "", "", Optional.empty()), settings, login);
    }

    private static ConnectionSettings settings(
            Product product, Server server, Map<String, String> parameters, Login login) {
        Map<String, Secret> secrets = new LinkedHashMap<>();
        parameters.forEach((key, value) -> {
            if (!key.equalsIgnoreCase("user") && !key.equalsIgnoreCase("password")) {
                secrets.put(key, new Secret(value));
            }
        });
        Address address = new Address(List.of(server), SessionKind.ANY, server.jdbcUrl());
        return new ConnectionSettings(product, address, secrets, login);
    }

    private static Optional<String> user(Map<String, String> parameters) {
        Optional<String> user = Optional.ofNullable(parameters.get("user")).filter(name -> !name.isEmpty());
        if (user.filter(name -> name.indexOf(':') >= 0 || name.indexOf('=') >= 0)
                .isPresent()) {
            throw new UsageException(Message.of("url.user-name")); // a password is likely to be part of it
        }
        return user;
    }

    private static Optional<Secret> password(Map<String, String> parameters) {
        return Optional.ofNullable(parameters.get("password"))
                .filter(word -> !word.isEmpty())
                .map(Secret::new);
    }

    private static Map<String, String> query(@Nullable String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        boolean mayBeSecret = false;
        for (String pair : (query == null ? "" : query).split("&", -1)) {
            if (!pair.isEmpty()) {
                String[] parts = pair.split("=", 2);
                String name = decode(parts[0]);
                if (!mayBeSecret && DriverParameters.NAMING.contains(name)) {
                    throw new UsageException(Message.of("url.named-twice", name));
                }
                ParameterNames.require(DriverParameters.ALL, name, mayBeSecret);
                parameters.put(name, parts.length == 1 ? "" : decode(parts[1]));
                mayBeSecret |= name.equals("password") || name.equals("sslpassword");
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

    /** Decodes as the driver does: a plus sign is a space, unlike in libpq. */
    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new UsageException(Message.of("url.percent"));
        }
    }
}
