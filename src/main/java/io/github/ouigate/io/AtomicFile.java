package io.github.ouigate.io;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Writes files atomically: after a crash, a file has either its new or its earlier content. */
public final class AtomicFile {
    private AtomicFile() {}

    /**
     * Returns the file that is written for a path: the path itself, or the end of its symbolic links.
     *
     * @throws java.nio.file.NoSuchFileException if the path is a link that leads nowhere
     */
    public static Path target(Path file) throws IOException {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? file.toRealPath() : file.toAbsolutePath();
    }

    /**
     * Writes a text to a file that only its owner can read. A symbolic link stays, and the file that it leads to is
     * replaced.
     *
     * @throws IOException if the file cannot be written, or a link leads nowhere; the earlier content is then unchanged
     */
    public static void write(Path file, String text) throws IOException {
        Path target = target(file);
        Path directory = target.resolveSibling("");
        Path unfinished = directory.resolve(".ouigate-" + UUID.randomUUID() + ".tmp");
        try {
            try (OutputStream out = Disk.create(unfinished)) {
                out.write(text.getBytes(UTF_8));
            }
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
            Disk.syncDirectory(directory);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
