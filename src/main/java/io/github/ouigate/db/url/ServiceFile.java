package io.github.ouigate.db.url;

import io.github.ouigate.message.Message;
import io.github.ouigate.message.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Connection service files, which name sets of connection parameters (PostgreSQL manual, 34.17). */
final class ServiceFile {
    private static final String SYSTEM_NAME = "pg_service.conf";

    private ServiceFile() {}

    /**
     * Returns the parameters of a service from the user's file, else from the system's.
     *
     * @throws UsageException if no file defines the service, or a file is invalid
     */
    static Map<String, String> parameters(String service, LibpqEnvironment environment) {
        Optional<Path> named = environment.variable("PGSERVICEFILE").map(environment::resolve);
        if (named.isPresent() && !Files.exists(named.get())) {
            throw new UsageException(Message.of("service.unreadable", named.get()));
        }
        Optional<Path> own = named.or(() -> environment.home().map(home -> home.resolve(".pg_service.conf")));
        Optional<Path> shared = environment
                .variable("PGSYSCONFDIR")
                .map(directory -> environment.resolve(directory).resolve(SYSTEM_NAME));
        for (Optional<Path> file : List.of(own, shared)) {
            if (file.isPresent() && Files.exists(file.get())) {
                Optional<Map<String, String>> found = read(file.get(), service);
                if (found.isPresent()) {
                    return found.get();
                }
            }
        }
        throw new UsageException(Message.of("service.unknown", service));
    }

    private static Optional<Map<String, String>> read(Path file, String service) {
        Map<String, String> parameters = new LinkedHashMap<>();
        boolean found = false;
        int number = 0;
        for (String raw : lines(file)) {
            number++;
            String line = raw.strip();
            if (line.startsWith("[")) {
                if (found) {
                    break;
                }
                found = line.startsWith("[" + service + "]");
            } else if (found && !line.isEmpty() && !line.startsWith("#")) {
                addTo(parameters, line, file, number);
            }
        }
        return found ? Optional.of(parameters) : Optional.empty();
    }

    /**
     * Adds a parameter. Unlike in connection strings, the first value wins and spaces around the equals sign are
     * invalid.
     */
    private static void addTo(Map<String, String> parameters, String line, Path file, int number) {
        int equals = line.indexOf('=');
        String name = equals < 0 ? "" : line.substring(0, equals);
        if (name.equals("service")
                || LibpqParameter.ALL.stream().noneMatch(known -> known.name().equals(name))) {
            throw new UsageException(Message.of("service.line", file, number));
        }
        parameters.putIfAbsent(name, line.substring(equals + 1));
    }

    private static List<String> lines(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UsageException(Message.of("service.unreadable", file), e);
        }
    }
}
