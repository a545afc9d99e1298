package io.github.ouigate.packaging;

import io.github.ouigate.testing.EndedProgram;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.ScratchDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Runs the packaged program on a shop, and has the JVM write the classes that it has loaded into a file, from which they
 * come ready made at each start ("Class Data Sharing" in the JDK's manual of {@code java}). That file takes classes of
 * every age; the one that a JVM writes at its own end leaves out those of picocli, which are of Java 5.
 */
final class ClassDataSharing {
    /** From this version on, the JVM makes its archive by itself (JDK-8261455). */
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

    /** Makes the archive of the jar that the argument names, beside it. */
    public static void main(String[] args) throws IOException {
        if (Runtime.version().feature() < BY_ITSELF) {
            try (ScratchDirectory scratch = new ScratchDirectory()) {
                new ClassDataSharing(Path.of(args[0]), scratch.path()).make();
            }
        }
    }

    private void make() throws IOException {
        String url = "--url=" + new PostgresShop(PostgresServer.newest()).url();
        String archive = "--archive=" + directory;
        load("apply", url, "-Dconfirmation=OUI", archive, "--receipt-dir=" + directory);
        load("verify", url);
        load("restore", url, "-Dconfirmation=OUI", archive);
        load("demo", "-Dconfirmation=OUI");
        Path list = Files.write(directory.resolve("classes"), classes);
        Path file = jar.resolveSibling("ouigate-" + System.getProperty("java.version") + ".jsa");
        Files.deleteIfExists(file); // it may be in use
        java("-Xshare:dump", "-XX:SharedClassListFile=" + list, "-XX:SharedArchiveFile=" + file, "-cp", jar.toString());
    }

    /** Runs a command, and adds the classes that it has loaded. */
    private void load(String... command) throws IOException {
        Path loaded = directory.resolve("loaded");
        List<String> arguments = new ArrayList<>(List.of("-XX:DumpLoadedClassList=" + loaded, "-jar", jar.toString()));
        arguments.addAll(List.of(command));
        java(arguments.toArray(String[]::new));
        for (String line : Files.readAllLines(loaded)) {
            // To make these again, the JVM would link classes of picocli, and leave those out then.
            if (!(line.startsWith("@lambda-proxy") && line.contains("picocli")) && !line.contains("$Proxy")) {
                classes.add(line);
            }
        }
    }

    private void java(String... arguments) {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(List.of(arguments));
        EndedProgram ended = EndedProgram.of(new ProcessBuilder(command), PATIENCE);
        if (ended.code() != 0) {
            throw new IllegalStateException(command + " ended with " + ended.code() + ": " + ended.output());
        }
    }
}
