package io.github.ouigate.app;

import io.github.ouigate.io.AtomicFile;
import io.github.ouigate.io.Disk;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.OuigateException;
import io.github.ouigate.message.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file for a result: a plan as a document or a page, or a job. */
public record OutputFile(Path path) {
    /**
     * Checks that the file can be written, before the database is connected.
     *
     * @throws UsageException if it cannot
     */
    public void checkWritable() {
        if (Files.isSymbolicLink(path) && !Files.exists(path)) {
            throw new UsageException(Message.of("output.broken-link", path));
        }
        Path directory = directory();
        if (Files.isDirectory(path)) {
            throw unwritable(Message.of("file.is-directory"), null);
        }
        if (Files.exists(path) && !Files.isRegularFile(path)) { // a device would be replaced by the plan
            throw unwritable(Message.of("file.not-regular"), null);
        }
        try {
            Disk.requireWritable(directory, "output.no-directory");
        } catch (UsageException e) {
            throw unwritable(e.problem(), e);
        }
    }

    private UsageException unwritable(Object reason, @Nullable Throwable cause) {
        Message problem = Message.of("output.unwritable", path, reason);
        return cause == null ? new UsageException(problem) : new UsageException(problem, cause);
    }

    /**
     * Checks that the file is not one that the command reads.
     *
     * @param option the option that names the file to be read
     * @throws UsageException if it is
     */
    public void checkIsNot(Path input, String option) {
        try {
            if (Files.exists(path) && Files.exists(input) && Files.isSameFile(path, input)) {
                throw new UsageException(Message.of("output.is-input", path, option));
            }
        } catch (IOException e) {
            throw unwritable(Disk.reason(e), e);
        }
    }

    /** Returns the directory of the file that is written. */
    private Path directory() {
        try {
            return AtomicFile.target(path).resolveSibling("");
        } catch (IOException e) {
            throw unwritable(Disk.reason(e), e);
        }
    }

    /** Returns whether the file exists and will be replaced. */
    public boolean exists() {
        return Files.exists(path);
    }

    /**
     * Writes the file atomically.
     *
     * @throws OuigateException if it cannot be written
     */
    public void write(String text) {
        try {
            AtomicFile.write(path, text);
        } catch (IOException e) {
            throw new OuigateException(Message.of("output.unwritable", path, Disk.reason(e)), e);
        }
    }
}
