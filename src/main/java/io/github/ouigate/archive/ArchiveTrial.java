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
 * Writes a small archive, reads it again and deletes it. What keeps a machine from archiving is found so before a table is
 * locked, and the classes and the library that archiving takes are loaded while nobody waits for them.
 */
public final class ArchiveTrial {
    private static final byte[] CONTENT = "id\n1\n".getBytes(UTF_8);

    private ArchiveTrial() {}

    /**
     * Tries a place.
     *
     * @throws UsageException if no archive can be written there
     * @throws OuigateException if this machine cannot load what archives take
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
