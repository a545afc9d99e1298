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
 * Creates what shortens the start of the packaged program on the JVM that builds it.
 *
 * <p>Before Java 19, that is a class data sharing archive (see "Class Data Sharing" in the JDK's manual of {@code
 * java}). It contains the classes loaded by the demo, by a purge with an archive and by its restore on PostgreSQL, and
 * all other classes of the program and the driver. Unlike an archive that a JVM creates at its exit, it includes the
 * classes of picocli, which have Java 5's class file format. From Java 25 on, it is an ahead-of-time cache (JEP 514)
 * of a purge with an archive. Between these versions, the JVM creates an archive itself.
 */
final class ClassDataSharing {
    /** The first JVM version that creates its archive itself (JDK-8261455). */
    private static final int BY_ITSELF = 19;

    /** The first JVM version that creates a cache at the exit of one run. */
    private static final int AHEAD_OF_TIME = 25;

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

    /** Creates the archive or cache next to the jar named by the argument. */
    public static void main(String[] args) throws IOException {
        int version = Runtime.version().feature();
        try (ScratchDirectory scratch = new ScratchDirectory()) {
            ClassDataSharing sharing = new ClassDataSharing(Path.of(args[0]), scratch.path());
            if (version < BY_ITSELF) {
                sharing.makeArchive();
            } else if (version >= AHEAD_OF_TIME) {
                sharing.makeCache();
            }
        }
    }

    private void makeCache() throws IOException {
        Path cache = fileForThisVersion("aot");
        onPostgres(options -> {
            List<String> arguments = new ArrayList<>(
                    List.of("-XX:+UseSerialGC", "-XX:AOTCacheOutput=" + cache, "-jar", jar.toString(), "apply"));
            arguments.addAll(options);
            java(arguments);
        });
    }

    private void makeArchive() throws IOException {
        addLoadedBy("demo", List.of("-Dconfirmation=OUI"));
        onPostgres(options -> {
            addLoadedBy("apply", options);
            addLoadedBy("restore", options);
        });
        try (Stream<Path> libraries = Files.list(jar.resolveSibling(""))) {
            for (Path library : libraries.sorted().toList()) {
                if (library.getFileName().toString().matches("(ouigate|postgresql-.*)\\.jar")) {
                    addAllOf(library);
                }
            }
        }
        Path list = Files.write(directory.resolve("classes"), classes);
        java(List.of(
                "-Xshare:dump",
                "-XX:SharedClassListFile=" + list,
                "-XX:SharedArchiveFile=" + fileForThisVersion("jsa"),
                "-cp",
                jar.toString()));
    }

    /** Returns the file that the launcher looks for; an earlier one is deleted, since it may be in use. */
    private Path fileForThisVersion(String suffix) throws IOException {
        Path file = jar.resolveSibling("ouigate-" + System.getProperty("java.version") + "." + suffix);
        Files.deleteIfExists(file);
        return file;
    }

    @FunctionalInterface
    private interface Runs {
        void with(List<String> options) throws IOException;
    }

    /** Passes the options of a purge and a restore of a new shop, unless no server can be started here. */
    private void onPostgres(Runs runs) throws IOException {
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
            runs.with(List.of(
                    "--url=" + shop.url(),
                    "--user=" + shop.value("SELECT current_user"),
                    "--expect-database=" + shop.database(),
                    "--archive=" + Files.createDirectory(directory.resolve("archive")),
                    "-Dconfirmation=OUI"));
        }
    }

    private void addLoadedBy(String command, List<String> options) throws IOException {
        Path loaded = directory.resolve(command);
        List<String> arguments =
                new ArrayList<>(List.of("-XX:DumpLoadedClassList=" + loaded, "-jar", jar.toString(), command));
        arguments.addAll(options);
        java(arguments);
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

    private static void java(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(arguments);
        EndedProgram ended = EndedProgram.of(new ProcessBuilder(command), PATIENCE);
        if (ended.code() != 0) {
            throw new IllegalStateException(command + " ended with " + ended.code() + ": " + ended.output());
        }
    }
}
