package io.github.ouigate.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** The files of a database, in a directory of their own: those of a server in memory where there is room. */
record DataDirectory(Path path) {
    /** A new database is hundreds of files, and some disks' file systems are slow to make as many as are deleted. */
    private static final Path MEMORY = Path.of("/dev/shm");

    private static final long ROOM = 3L << 30;

    /** Makes an empty one for a PostgreSQL server. */
    static DataDirectory create(int version) {
        try {
            String prefix = "ouigate-postgres-" + version + "-";
            return new DataDirectory(
                    hasRoom(MEMORY) ? Files.createTempDirectory(MEMORY, prefix) : Files.createTempDirectory(prefix));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes an empty one for H2, which is deleted when this JVM ends. */
    static DataDirectory createForH2() {
        try {
            DataDirectory directory = new DataDirectory(Files.createTempDirectory("ouigate-h2-"));
            Runtime.getRuntime().addShutdownHook(new Thread(directory::delete));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean hasRoom(Path directory) throws IOException {
        return Files.isWritable(directory) && Files.getFileStore(directory).getUsableSpace() > ROOM;
    }

    /** Roles that are members of {@code with_password} have to give one; all others are trusted, wherever they are. */
    void writeAccessRules() {
        try {
            Files.writeString(path.resolve("pg_hba.conf"), """
                    host  all +with_password all scram-sha-256
                    host  all all            all trust
                    local all all                trust
                    """);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the next server that starts here a standby (PostgreSQL manual, 27.2.4). */
    void writeStandbySignal() {
        try {
            Files.createFile(path.resolve("standby.signal"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has the next server that starts here recover from an archive of log files, and only then serve (PostgreSQL manual, 20.5). */
    void writeRecovery(Path archive, String... settings) {
        String all = "restore_command = 'cp \"" + archive
                + "/%f\" \"%p\"'\nrecovery_target_action = promote\nhot_standby = off\n" + String.join("\n", settings)
                + "\n";
        try {
            Files.createFile(path.resolve("recovery.signal"));
            Files.writeString(path.resolve("postgresql.auto.conf"), all, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns whether a server has it. */
    boolean isInUse() {
        return Files.exists(path.resolve("postmaster.pid"));
    }

    /** Has the server that has it quit without leaving its files in order (PostgreSQL manual, 18.5). */
    void killServer() {
        try {
            String pid = Files.readAllLines(path.resolve("postmaster.pid")).get(0);
            new ProcessBuilder("kill", "-QUIT", pid.strip()).start().waitFor();
        } catch (IOException e) {
            return; // it has stopped, or there is no such command: then it is stopped in good order
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Stops the server that has it and deletes it when this JVM ends, also where that is killed: a shell sees the end of
     * its input. Without a shell, only a JVM that ends in good order cleans up.
     */
    void cleanUpBehindThisJvm() {
        String script = """
                trap '' INT TERM
                read -r _
                if server=$(head -n 1 "$1/postmaster.pid" 2>&-); then
                  kill -QUIT "$server"
                  for second in 1 2 3 4 5; do kill -0 "$server" 2>&- && sleep 1; done
                fi
                rm -rf "$1"
                """;
        try {
            new ProcessBuilder("sh", "-c", script, "sh", path.toString()).start();
        } catch (IOException e) {
            // there is no shell
        }
    }

    /** Copies it file by file; no server may have it. */
    DataDirectory copy(int version) {
        DataDirectory copy = create(version);
        try {
            for (Path source : content()) {
                Path target = copy.path.resolve(path.relativize(source));
                Files.copy(source, target, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes it, if it is there. */
    void delete() {
        if (Files.exists(path)) {
            ScratchDirectory.delete(path);
        }
    }

    private List<Path> content() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            return files.toList();
        }
    }
}
