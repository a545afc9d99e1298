package io.github.ouigate.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.io.Disk;
import io.github.ouigate.job.SavedJob;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.OuigateException;
import io.github.ouigate.message.UsageException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Writes, reads and deletes a small archive. It detects problems before tables are locked, and loads the required
 * classes and the native library in advance.
 */
public final class ArchiveTrial {
    private static final byte[] CONTENT = "id\n1\n".getBytes(UTF_8);

    private ArchiveTrial() {}

    /**
     * Tests a place.
     *
     * @throws UsageException if no archive can be written there
     * @throws OuigateException if this machine cannot load the compression library
     */
    public static void run(ArchivePlace place) {
        Zstandard.load();
        ArchiveWriter writer = new ArchiveWriter(place);
        try {
            try {
                writer.begin();
                writeTable(place.unfinished().resolve("trial.csv.zst"));
                writer.finish(manifest(), () -> {});
            } finally {
                writer.discard(false);
            }
        } catch (IOException e) {
            throw new UsageException(Message.of("archive.unwritable", place.parent(), Disk.reason(e)), e);
        }
    }

    private static void writeTable(Path file) throws IOException {
        try (TableFile.Writer writer = new TableFile.Writer(file)) {
            writer.write(CONTENT);
        }
        try (TableFile.Reader reader = new TableFile.Reader(file)) {
            reader.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static Manifest manifest() {
        return new Manifest(
                "",
                Instant.EPOCH,
                "",
                "",
                new DatabaseIdentity("", "", "", null, null, null, null, "", false),
                new SavedJob("", "", "", "", "", Map.of()),
                "",
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }
}
