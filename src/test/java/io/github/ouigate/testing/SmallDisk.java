package io.github.ouigate.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** A file system of a given size, mounted on a directory; the test is skipped if mounting is not permitted. */
public final class SmallDisk implements AutoCloseable {
    private final Path directory;

    public SmallDisk(Path directory, int kilobytes) throws IOException {
        this.directory = directory;
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=" + kilobytes + "k", "tmpfs", "" + directory), "cannot mount");
    }

    /** Returns the mount point. */
    public Path path() {
        return directory;
    }

    @Override
    public void close() throws IOException {
        run("umount", directory.toString());
    }

    private static boolean run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().transferTo(OutputStream.nullOutputStream());
        return process.onExit().join().exitValue() == 0;
    }
}
