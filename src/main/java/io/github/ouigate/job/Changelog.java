package io.github.ouigate.job;

import io.github.ouigate.io.Resources;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A changelog file's text and where it came from.
 *
 * @param location a path or, for the copy in the jar, its resource name; for people
 * @param content the text, read once as UTF-8; a byte that is none shows as U+FFFD
 */
public record Changelog(String location, String content) {
    /** The job that is run when none is named, relative to the working directory or one of its parents. */
    public static final String DEFAULT = "changelogs/support-threads.yaml";

    private static final String JAR = "jar:";

    /**
     * Reads a named file.
     *
     * @throws UsageException if it is not there or cannot be read
     */
    public static Changelog read(Path file) {
        try {
            return new Changelog(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            throw new UsageException(Message.of("changelog.missing", file), e);
        } catch (IOException e) {
            throw new UsageException(Message.of("changelog.unreadable", file, String.valueOf(e.getMessage())), e);
        }
    }

    /** Finds {@link #DEFAULT} in {@code directory}, else in its nearest parent that has it, else in the jar. */
    public static Changelog findDefault(Path directory) {
        for (Path at = directory.toAbsolutePath(); at != null; at = at.getParent()) {
            Path file = at.resolve(DEFAULT);
            if (Files.isRegularFile(file)) {
                return read(file);
            }
        }
        return bundled(DEFAULT);
    }

    /**
     * Reads the file at a location that another changelog had.
     *
     * @throws UsageException if it is not there or cannot be read
     */
    public static Changelog at(String location) {
        return location.startsWith(JAR) ? bundled(location.substring(JAR.length())) : read(Path.of(location));
    }

    /** Reads a changelog that the jar carries. */
    public static Changelog bundled(String name) {
        return new Changelog(JAR + name, Resources.text(Changelog.class, "/" + name));
    }
}
