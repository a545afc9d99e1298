package io.github.ouigate.io;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Writes files atomically: after a crash, a file has either its new or its earlier content. */
public final class AtomicFile {
    private AtomicFile() {}

    /**
     * Writes a text to a file that only its owner can read. A symbolic link is followed.
     *
     * @throws IOException if the file cannot be written; the earlier content is then unchanged
     */
    public static void write(Path file, String text) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
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
