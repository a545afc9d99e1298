package io.github.ouigate.db.url;

import io.github.ouigate.message.Message;
import io.github.ouigate.message.UsageException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses connection URIs as libpq does (PostgreSQL manual, 34.1.1.2), also with a driver name as in SQLAlchemy
 * ({@code postgresql+psycopg://…}). Messages never repeat the URI, because it can hold a password.
 */
final class LibpqUri {
    private static final Pattern URI = Pattern.compile(
            "postgres(?:ql)?(?:\\+\\w+)?://(?:(?<user>[^:@/]*)(?::(?<password>[^@/]*))?@)?"
                    + "(?<hosts>(?:\\[[^]]*]|[^/?\\[]+)*+)(?:/(?<database>[^?]*))?(?:\\?(?<query>.*))?",
            Pattern.DOTALL);
    private static final Pattern HOST =
            Pattern.compile("(?:\\[(?<address>[^],]+)]|(?<name>[^:\\[]*))(?::(?<port>.*))?");

    /** Characters that hosts and database names must encode; unencoded, they indicate misplaced parameters. */
    private static final Pattern PARAMETERS = Pattern.compile("[=&;\\s]");

    private LibpqUri() {}

    /** Returns the parameters in a URI; empty if {@code text} is not a URI. */
    static Optional<Map<String, String>> read(String text) {
        Matcher uri = URI.matcher(text);
        if (!uri.matches()) {
            return Optional.empty();
        }
        String hosts = uri.group("hosts");
        String query = uri.group("query") == null ? "" : uri.group("query");
        boolean hasAtSign = query.indexOf('@') >= 0; // perhaps the end of a password with a raw question mark
        String database = uri.group("database") == null ? "" : uri.group("database");
        // Hosts and databases are shown in messages. A password with a raw @ or / must not be read as one of them.
        if (hosts.indexOf('@') >= 0 || database.indexOf('@') >= 0) {
            throw new UsageException(Message.of("url.at-sign"));
        }
        if (PARAMETERS.matcher(hosts + database).find()) {
            throw new UsageException(Message.of("url.parameters"));
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        put(parameters, "user", uri.group("user"));
        put(parameters, "password", uri.group("password"));
        readHosts(hosts, hasAtSign, parameters);
        put(parameters, "dbname", database);
        readQuery(query, hasAtSign, parameters);
        return Optional.of(parameters);
    }

    /** Omits empty values, so that the environment can supply them. */
    private static void put(Map<String, String> parameters, String name, @Nullable String encoded) {
        if (encoded != null && !encoded.isEmpty()) {
            parameters.put(name, PercentEncoding.decode(encoded));
        }
    }

    /** Reads hosts and ports. With several hosts, a missing port is the default and not the environment's. */
    private static void readHosts(String encoded, boolean hasAtSign, Map<String, String> parameters) {
        StringBuilder hosts = new StringBuilder();
        StringBuilder ports = new StringBuilder();
        String separator = "";
        for (String one : encoded.split(",", -1)) {
            Matcher host = HOST.matcher(one);
            if (!host.matches()) {
                throw new UsageException(Message.of("url.host"));
            }
            String address = host.group("address");
            String port = host.group("port");
            hosts.append(separator).append(address == null ? host.group("name") : address);
            ports.append(separator).append(port == null ? "" : port);
            separator = ",";
        }
        if (!LibpqServers.arePorts(PercentEncoding.decode(ports.toString()))) {
            throw new UsageException(Message.of(hasAtSign ? "url.at-sign" : "url.port"));
        }
        put(parameters, "host", hosts.toString());
        put(parameters, "port", ports.toString());
    }

    private static void readQuery(String query, boolean hasAtSign, Map<String, String> parameters) {
        if (query.isEmpty()) {
            return;
        }
        boolean mayBeSecret = hasAtSign;
        for (String pair : (query.endsWith("&") ? query.substring(0, query.length() - 1) : query).split("&", -1)) {
            String[] parts = pair.split("=", -1);
            if (parts.length != 2) {
                throw new UsageException(Message.of(hasAtSign ? "url.at-sign" : "url.query"));
            }
            String name = PercentEncoding.decode(parts[0]);
            String value = PercentEncoding.decode(parts[1]);
            if (name.equals("ssl") && value.equals("true")) {
                parameters.put("sslmode", "require");
            } else {
                ParameterNames.require(DriverParameters.WITH_LIBPQ, name, mayBeSecret);
                LibpqParameter.store(parameters, name, value);
            }
            mayBeSecret |= name.equals("password") || name.equals("sslpassword");
        }
    }
}
