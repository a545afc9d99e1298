package io.github.ouigate.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** The files of a database in a separate directory, in memory if possible for a server. */
record DataDirectory(Path path) {
    /** A new database consists of hundreds of files, and some file systems create and delete files slowly. */
    private static final Path MEMORY = Path.of("/dev/shm");

    private static final long ROOM = 3L << 30;

    /** Creates an empty directory for a PostgreSQL server. */
    static DataDirectory create(int version) {
        try {
            String prefix = "ouigate-postgres-" + version + "-";
            return new DataDirectory(
                    hasRoom(MEMORY) ? Files.createTempDirectory(MEMORY, prefix) : Files.createTempDirectory(prefix));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates an empty directory for H2, which is deleted when this JVM ends. */
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

    /** Requires a password from members of {@code with_password}, and trusts all other roles from anywhere. */
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

    /** Makes the next server here a standby (PostgreSQL manual, 27.2.4). */
    void writeStandbySignal() {
        try {
            Files.createFile(path.resolve("standby.signal"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Makes the next server here recover from archived log files before it accepts connections (PostgreSQL manual,
     * 20.5).
     */
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

    /** Returns whether a server uses the directory. */
    boolean isInUse() {
        return Files.exists(path.resolve("postmaster.pid"));
    }

    /** Stops the server immediately, without a checkpoint (PostgreSQL manual, 18.5). */
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
     * Stops the server and deletes the directory when this JVM ends, even if it is killed: a shell detects the end of
     * its input. Without a shell, only a normal exit cleans up.
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

    /** Copies the files; no server may use them. */
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

    /** Deletes the directory if it exists. */
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
