package io.github.ouigate.db.url;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What libpq looks at beside a connection string.
 *
 * @param variables the environment variables
 * @param home where a user's files are, if it is known: the home directory; on Windows, PostgreSQL's program data
 * @param user the user of the operating system, if it is known
 * @param directory the working directory
 * @param windows whether this is Windows, where the user's files have other names
 * @param socketDirectories where servers have their Unix-domain sockets by default
 */
public record LibpqEnvironment(
        Map<String, String> variables,
        Optional<Path> home,
        Optional<String> user,
        Path directory,
        boolean windows,
        List<Path> socketDirectories) {
    /** Those of Debian's and Red Hat's packages, and of PostgreSQL's own sources. */
    public static final List<Path> SOCKET_DIRECTORIES = List.of(Path.of("/var/run/postgresql"), Path.of("/tmp"));

    /** An environment that adds nothing to a connection string. */
    public static final LibpqEnvironment NONE =
            new LibpqEnvironment(Map.of(), Optional.empty(), Optional.empty(), Path.of(""), false, SOCKET_DIRECTORIES);

    /** The variables that name a database where no URL does. */
    private static final List<String> NAMING = List.of("PGSERVICE", "PGHOST", "PGHOSTADDR", "PGPORT", "PGDATABASE");

    /** Returns the environment of a process on this platform. */
    public static LibpqEnvironment of(
            Map<String, String> variables, Optional<String> userHome, Optional<String> user, Path directory) {
        boolean windows = File.separatorChar == '\\';
        Optional<Path> home = windows
                ? Optional.ofNullable(variables.get("APPDATA")).map(data -> Path.of(data, "postgresql"))
                : Optional.ofNullable(variables.get("HOME"))
                        .filter(value -> !value.isEmpty())
                        .or(() -> userHome)
                        .map(Path::of);
        return new LibpqEnvironment(
                variables, home, user, directory, windows, windows ? List.of() : SOCKET_DIRECTORIES);
    }

    public LibpqEnvironment {
        variables = Map.copyOf(variables);
        socketDirectories = List.copyOf(socketDirectories);
    }

    /** Returns whether variables of libpq name a server or a database. */
    public boolean namesDatabase() {
        return NAMING.stream().anyMatch(name -> variable(name).isPresent());
    }

    /** Returns a variable that is set to something. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
    }

    /** Returns where a user has a certificate or key, as in {@code ~/.postgresql/root.crt}. */
    Optional<Path> personal(String file) {
        return home.map(path -> windows ? path : path.resolve(".postgresql")).map(path -> path.resolve(file));
    }

    Path resolve(String file) {
        return directory.resolve(file);
    }

    /** Returns the password file that is read unless a parameter names another. */
    Optional<PasswordFile> passwordFile(Optional<String> named) {
        return named.map(this::resolve)
                .or(() -> home.map(path -> path.resolve(windows ? "pgpass.conf" : ".pgpass")))
                .map(PasswordFile::new);
    }

    /** Returns the default directories in which a server listens on the port. */
    List<Path> listeningOn(String port) {
        return socketDirectories.stream()
                .filter(path -> Files.exists(path.resolve(LibpqServers.socketName(port))))
                .toList();
    }
}
