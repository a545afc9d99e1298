package io.github.ouigate.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * A class data sharing archive of a process that has purged a shop (JEP 350), which makes the next processes start a
 * third faster. It is created once a build; a JVM that cannot use it starts normally.
 */
final class ClassArchive {
    private static final Path DIRECTORY = Path.of("target", "class-archive");
    private static final Path JAR = DIRECTORY.resolve("classes.jar");
    private static final Path ARCHIVE = DIRECTORY.resolve("classes.jsa");
    private static final Path MADE_OF = DIRECTORY.resolve("made-of");

    private static final List<String> CLASS_PATH =
            List.of(System.getProperty("java.class.path").split(System.getProperty("path.separator"), -1));
    private static final List<String> OPTIONS = make();

    private ClassArchive() {}

    /** Returns the JVM options, including the class path, to run the test's classes. */
    static List<String> options() {
        return OPTIONS;
    }

    private static List<String> make() {
        try {
            Files.createDirectories(DIRECTORY);
            try (FileChannel turns =
                    FileChannel.open(DIRECTORY.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                turns.lock(); // until it is closed
                String madeOf = System.getProperty("java.vm.version") + CLASS_PATH + classFiles();
                if (Files.notExists(MADE_OF) || !Files.readString(MADE_OF).equals(madeOf)) {
                    Files.deleteIfExists(MADE_OF);
                    pack();
                    record();
                    Files.writeString(MADE_OF, madeOf);
                }
            }
            // without its own words: they would come between the program's
            return List.of("-Xlog:disable", "-XX:SharedArchiveFile=" + ARCHIVE, "-cp", jarsOnly());
        } catch (IOException e) {
            return List.of("-cp", String.join(System.getProperty("path.separator"), CLASS_PATH));
        }
    }

    private static List<Path> directories() {
        return CLASS_PATH.stream().map(Path::of).filter(Files::isDirectory).toList();
    }

    private static List<String> classFiles() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path directory : directories()) {
            for (Path file : filesBelow(directory)) {
                found.add(file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file));
            }
        }
        return found;
    }

    private static List<Path> filesBelow(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Packs directories into a jar: an archive can be validated only against jars. */
    private static void pack() throws IOException {
        Set<String> names = new HashSet<>();
        try (OutputStream file = Files.newOutputStream(JAR);
                JarOutputStream jar = new JarOutputStream(file)) {
            for (Path directory : directories()) {
                for (Path source : filesBelow(directory)) {
                    String name = directory.relativize(source).toString().replace('\\', '/');
                    if (names.add(name)) {
                        jar.putNextEntry(new JarEntry(name));
                        Files.copy(source, jar);
                    }
                }
            }
        }
    }

    private static String jarsOnly() {
        List<String> path = new ArrayList<>(List.of(JAR.toString()));
        CLASS_PATH.stream().filter(entry -> !Files.isDirectory(Path.of(entry))).forEach(path::add);
        return String.join(System.getProperty("path.separator"), path);
    }

    /** Copies the jars and returns the class path of the copies. */
    static String copyTo(Path directory) {
        List<String> copies = new ArrayList<>();
        for (String jar : jarsOnly().split(System.getProperty("path.separator"), -1)) {
            Path copy = directory.resolve(copies.size() + ".jar");
            try {
                Files.copy(Path.of(jar), copy);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            copies.add(copy.toString());
        }
        return String.join(System.getProperty("path.separator"), copies);
    }

    private static void record() throws IOException {
        List<String> command = new ArrayList<>(OuigateProcess.JAVA);
        command.addAll(List.of("-Xlog:disable", "-XX:ArchiveClassesAtExit=" + ARCHIVE, "-cp", jarsOnly()));
        command.addAll(List.of("io.github.ouigate.AnnouncingMain", "apply", "-Dconfirmation=OUI"));
        command.addAll(List.of("--url", new PostgresShop(PostgresServer.newest()).url()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(DIRECTORY.resolve("log").toFile())
                .start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
