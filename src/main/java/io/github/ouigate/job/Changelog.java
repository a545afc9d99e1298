package io.github.ouigate.job;

import io.github.ouigate.io.Disk;
import io.github.ouigate.io.Resources;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The text of a changelog file and its location.
 *
 * @param location a path, or the resource name of a file in the jar; for people
 * @param content the text, decoded as UTF-8; invalid bytes are replaced by U+FFFD
 */
public record Changelog(String location, String content) {
    /** The default job, relative to the working directory or one of its parents. */
    public static final String DEFAULT = "changelogs/support-threads.yaml";

    private static final String JAR = "jar:";

    /**
     * Reads a file.
     *
     * @throws UsageException if the file does not exist or cannot be read
     */
    public static Changelog read(Path file) {
        try {
            return new Changelog(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            throw new UsageException(Message.of("changelog.missing", file), e);
        } catch (IOException e) {
            throw new UsageException(Message.of("changelog.unreadable", file, Disk.reason(e)), e);
        }
    }

    /** Returns {@link #DEFAULT} in {@code directory}, else in the nearest parent that contains it, else in the jar. */
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
     * Reads the file at the location of an earlier {@code Changelog}.
     *
     * @throws UsageException if the file does not exist or cannot be read
     */
    public static Changelog at(String location) {
        return location.startsWith(JAR) ? bundled(location.substring(JAR.length())) : read(Path.of(location));
    }

    /** Returns whether a location denotes a changelog in the jar. */
    public static boolean isBundled(String location) {
        return location.startsWith(JAR);
    }

    /** Reads a changelog in the jar. */
    public static Changelog bundled(String name) {
        return new Changelog(JAR + name, Resources.text(Changelog.class, "/" + name));
    }
}
