package io.github.ouigate.db.url;

import io.github.ouigate.message.Message;
import io.github.ouigate.message.UsageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Parses the servers in the parameters host, hostaddr and port: comma-separated lists, as in libpq. */
final class LibpqServers {
    private static final String DEFAULT_PORT = "5432";
    private static final int HIGHEST_PORT = 65535;
    private static final Pattern PORT = Pattern.compile("\\s*[0-9]{1,5}\\s*");

    private static final Pattern NAME = Pattern.compile("[^\\s/?#@,;=&:\\[\\]\\\\]+");
    private static final Pattern IPV4 = Pattern.compile("[0-9]+(?:\\.[0-9]+){0,3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(?:%[\\w.-]+)?");

    private final String database;
    private final LibpqEnvironment environment;

    LibpqServers(String database, LibpqEnvironment environment) {
        this.database = database;
        this.environment = environment;
    }

    static String socketName(String port) {
        return ".s.PGSQL." + port;
    }

    /** Returns whether {@code list} is a list of ports. A message must not repeat other text: it can be a password. */
    static boolean arePorts(String list) {
        return split(list).stream()
                .allMatch(port -> port.isEmpty()
                        || (PORT.matcher(port).matches()
                                && Integer.parseInt(port.strip()) > 0
                                && Integer.parseInt(port.strip()) <= HIGHEST_PORT));
    }

    /** Returns the servers in order. */
    List<Server> list(Map<String, String> parameters) {
        String hosts = parameters.getOrDefault("host", "");
        String addresses = parameters.getOrDefault("hostaddr", "");
        String ports = parameters.getOrDefault("port", "");
        if (!arePorts(ports)) {
            throw new UsageException(Message.of("url.port"));
        }
        int count = split(addresses.isEmpty() ? hosts : addresses).size();
        List<String> host = repeated(hosts, count, false);
        List<String> address = repeated(addresses, count, false);
        List<String> port = repeated(ports, count, true);
        List<Server> servers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String number = port.get(i).isBlank() ? DEFAULT_PORT : port.get(i).strip();
            servers.add(server(host.get(i), address.get(i), number));
        }
        return servers;
    }

    private static List<String> split(String list) {
        return List.of(list.split(",", -1));
    }

    /** Repeats an empty list, or a single port, {@code count} times. */
    private static List<String> repeated(String list, int count, boolean mayBeOne) {
        List<String> values = split(list);
        if (list.isEmpty() || (mayBeOne && values.size() == 1)) {
            return Collections.nCopies(count, values.get(0));
        }
        if (values.size() != count) {
            throw new UsageException(Message.of("url.count"));
        }
        return values;
    }

    private Server server(String host, String address, String port) {
        if (!address.isEmpty()) {
            if (!IPV4.matcher(address).matches() && !IPV6.matcher(address).matches()) {
                throw new UsageException(Message.of("url.hostaddr"));
            }
            return tcp(address, host.isEmpty() ? address : host, port);
        }
        if (host.startsWith("/")) {
            return socket(Path.of(host), port);
        }
        if (!host.isEmpty()) {
            return tcp(host, host, port);
        }
        if (environment.socketDirectories().isEmpty()) {
            return tcp("localhost", "localhost", port);
        }
        List<Path> listening = environment.listeningOn(port);
        if (listening.size() > 1) {
            throw new UsageException(Message.of("url.two-sockets", listening, port));
        }
        return socket(listening.isEmpty() ? environment.socketDirectories().get(0) : listening.get(0), port);
    }

    private Server tcp(String host, String known, String port) {
        boolean isAddress = IPV6.matcher(host).matches();
        if (!isAddress && !NAME.matcher(host).matches()) {
            throw new UsageException(Message.of("url.host"));
        }
        return new Server(jdbc(isAddress ? "[" + host + "]" : host, port), known, port, database, Optional.empty());
    }

    /** Returns the server of a socket; in the password file, the default socket directory is called localhost. */
    private Server socket(Path directory, String port) {
        String host = environment.socketDirectories().contains(directory) ? "localhost" : directory.toString();
        return new Server(
                jdbc("localhost", port), host, port, database, Optional.of(directory.resolve(socketName(port))));
    }

    private String jdbc(String host, String port) {
        return "jdbc:postgresql://" + host + ":" + port + "/" + PercentEncoding.encode(database);
    }

    /** Returns a URI of the servers without secrets, for messages. */
    static String shown(List<Server> servers) {
        String database = PercentEncoding.encode(servers.get(0).database());
        if (servers.stream().allMatch(server -> server.socket().isEmpty())) {
            return servers.stream().map(LibpqServers::authority).collect(Collectors.joining(",", "postgresql://", "/"))
                    + database;
        }
        return "postgresql:///" + database + "?host="
                + servers.stream().map(LibpqServers::place).collect(Collectors.joining(","))
                + "&port=" + servers.stream().map(Server::port).collect(Collectors.joining(","));
    }

    private static String authority(Server server) {
        String rest = server.jdbcUrl().substring("jdbc:postgresql://".length());
        return rest.substring(0, rest.indexOf('/'));
    }

    private static String place(Server server) {
        return server.socket().map(file -> String.valueOf(file.getParent())).orElseGet(() -> authority(server)
                .replaceFirst(":[0-9]+$", ""));
    }
}
