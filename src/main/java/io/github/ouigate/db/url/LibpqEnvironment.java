package io.github.ouigate.db.url;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The inputs of libpq besides the connection string.
 *
 * @param variables the environment variables
 * @param home the directory of the user's files, if known: the home directory, or PostgreSQL's directory in the
 *     application data on Windows
 * @param user the user of the operating system, if known
 * @param directory the working directory
 * @param windows whether the platform is Windows, where the user's files have other names
 * @param socketDirectories the default directories of servers' Unix-domain sockets
 */
public record LibpqEnvironment(
        Map<String, String> variables,
        Optional<Path> home,
        Optional<String> user,
        Path directory,
        boolean windows,
        List<Path> socketDirectories) {
    /** The defaults of Debian's and Red Hat's packages, and of PostgreSQL's source. */
    public static final List<Path> SOCKET_DIRECTORIES = List.of(Path.of("/var/run/postgresql"), Path.of("/tmp"));

    /** An empty environment. */
    public static final LibpqEnvironment NONE =
            new LibpqEnvironment(Map.of(), Optional.empty(), Optional.empty(), Path.of(""), false, SOCKET_DIRECTORIES);

    /** The variables that can name a database. */
    private static final List<String> NAMING = List.of("PGSERVICE", "PGHOST", "PGHOSTADDR", "PGPORT", "PGDATABASE");

    /** Returns the environment of a process on the current platform. */
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

    /** Returns whether any of libpq's variables names a server or a database. */
    public boolean namesDatabase() {
        return NAMING.stream().anyMatch(name -> variable(name).isPresent());
    }

    /** Returns the value of a variable; empty if it is unset or the empty string. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
    }

    /** Returns the path of a certificate or key of the user, such as {@code ~/.postgresql/root.crt}. */
    Optional<Path> personal(String file) {
        return home.map(path -> windows ? path : path.resolve(".postgresql")).map(path -> path.resolve(file));
    }

    Path resolve(String file) {
        return directory.resolve(file);
    }

    /** Returns the password file: the named one, else the default. */
    Optional<PasswordFile> passwordFile(Optional<String> named) {
        return named.map(this::resolve)
                .or(() -> home.map(path -> path.resolve(windows ? "pgpass.conf" : ".pgpass")))
                .map(PasswordFile::new);
    }

    /** Returns the default directories that contain a socket for {@code port}. */
    List<Path> listeningOn(String port) {
        return socketDirectories.stream()
                .filter(path -> Files.exists(path.resolve(LibpqServers.socketName(port))))
                .toList();
    }
}
