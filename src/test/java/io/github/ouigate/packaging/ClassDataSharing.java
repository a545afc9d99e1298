package io.github.ouigate.packaging;

import io.github.ouigate.testing.EndedProgram;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.ScratchDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Creates a class data sharing archive of the packaged program (see "Class Data Sharing" in the JDK's manual of
 * {@code java}). It contains the classes loaded by the demo, by a purge with an archive and by its restore on
 * PostgreSQL, and all other classes of the program and the driver. Unlike an archive that a JVM creates at its exit, it
 * includes the classes of picocli, which have Java 5's class file format.
 */
final class ClassDataSharing {
    /** The first JVM version that creates its archive itself (JDK-8261455). */
    private static final int BY_ITSELF = 19;

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path jar;
    private final Path directory;
    private final Set<String> classes = new LinkedHashSet<>();

    private ClassDataSharing(Path jar, Path directory) {
        this.jar = jar;
        this.directory = directory;
    }

    /** Creates the archive next to the jar named by the argument. */
    public static void main(String[] args) throws IOException {
        if (Runtime.version().feature() < BY_ITSELF) {
            try (ScratchDirectory scratch = new ScratchDirectory()) {
                new ClassDataSharing(Path.of(args[0]), scratch.path()).make();
            }
        }
    }

    private void make() throws IOException {
        addLoadedBy(0, "demo", "-Dconfirmation=OUI");
        addLoadedOnPostgres();
        try (Stream<Path> libraries = Files.list(jar.resolveSibling(""))) {
            for (Path library : libraries.sorted().toList()) {
                if (library.getFileName().toString().matches("(ouigate|postgresql-.*)\\.jar")) {
                    addAllOf(library);
                }
            }
        }
        Path list = Files.write(directory.resolve("classes"), classes);
        Path file = jar.resolveSibling("ouigate-" + System.getProperty("java.version") + ".jsa");
        Files.deleteIfExists(file); // it may be in use
        java(
                0,
                List.of(
                        "-Xshare:dump",
                        "-XX:SharedClassListFile=" + list,
                        "-XX:SharedArchiveFile=" + file,
                        "-cp",
                        jar.toString()));
    }

    private void addLoadedOnPostgres() throws IOException {
        PostgresServer server;
        try {
            server = PostgresServer.start(PostgresServer.versions().get(0));
        } catch (IllegalStateException | UncheckedIOException e) {
            System.err.println(
                    "Each start of ouigate will take a little longer, because the build could not run it on a"
                            + " PostgreSQL server: " + e.getMessage());
            return;
        }
        try (server) {
            PostgresShop shop = new PostgresShop(server);
            String database = "--expect-database=" + shop.database();
            String archive = "--archive=" + Files.createDirectory(directory.resolve("archive"));
            addLoadedBy(0, "apply", "--url=" + shop.url(), database, archive, "-Dconfirmation=OUI");
            addLoadedBy(0, "restore", "--url=" + shop.url(), database, archive, "-Dconfirmation=OUI");
        }
    }

    private void addLoadedBy(int exitCode, String... command) throws IOException {
        Path loaded = directory.resolve(command[0]);
        List<String> arguments = new ArrayList<>(List.of("-XX:DumpLoadedClassList=" + loaded, "-jar", jar.toString()));
        arguments.addAll(List.of(command));
        java(exitCode, arguments);
        for (String line : Files.readAllLines(loaded)) {
            // The JVM would link classes of picocli to regenerate these, and would then omit them.
            if (!(line.startsWith("@lambda-proxy") && line.contains("picocli")) && !line.contains("$Proxy")) {
                classes.add(line);
            }
        }
    }

    private void addAllOf(Path library) throws IOException {
        try (JarFile file = new JarFile(library.toFile())) {
            file.stream()
                    .map(entry -> entry.getName())
                    .filter(name ->
                            name.endsWith(".class") && !name.matches("META-INF/.*|(.*/)?(package|module)-info.*"))
                    .forEach(name -> classes.add(name.replaceFirst("\\.class$", "")));
        }
    }

    private void java(int exitCode, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(arguments);
        EndedProgram ended = EndedProgram.of(new ProcessBuilder(command), PATIENCE);
        if (ended.code() != exitCode) {
            throw new IllegalStateException(command + " ended with " + ended.code() + ": " + ended.output());
        }
    }
}
