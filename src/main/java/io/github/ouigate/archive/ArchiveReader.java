package io.github.ouigate.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.ouigate.db.RowCopy;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.io.Disk;
import io.github.ouigate.json.Documents;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.RefusedException;
import io.github.ouigate.message.UsageException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads an archive and checks all digests. */
public final class ArchiveReader {
    private static final int LONGEST_MANIFEST = 1 << 26;
    private static final int BUFFER = 1 << 20;
    private static final int BATCH = 1_000;

    /** The names that {@link ArchivePlace#fileName} returns. */
    private static final Pattern FILE_NAME = Pattern.compile("[\\w%~-][\\w%~.-]*");

    private final Path directory;

    ArchiveReader(Path directory) {
        this.directory = directory;
    }

    /**
     * Finds the archive in a directory: the directory itself, the tag's directory in it, or the only archive in it.
     *
     * @throws UsageException if there is no archive, or more than one
     */
    public static ArchiveReader find(Path named, Optional<String> tag) {
        Disk.requireDirectory(named, "archive.missing");
        if (isArchive(named)) {
            return new ArchiveReader(named);
        }
        if (tag.isPresent()) {
            Path ofTag = named.resolve(ArchivePlace.fileName(tag.get()));
            if (!isArchive(ofTag)) {
                throw new UsageException(Message.of("archive.none-of-tag", ofTag, tag.get()));
            }
            return new ArchiveReader(ofTag);
        }
        List<Path> archives = archivesIn(named);
        if (archives.isEmpty()) {
            throw new UsageException(Message.of("archive.none", named));
        }
        if (archives.size() > 1) {
            throw new UsageException(Message.of("archive.several", named, archives));
        }
        return new ArchiveReader(archives.get(0));
    }

    /** Returns the archives in a directory. Other directories may be unreadable, unless there is no archive. */
    private static List<Path> archivesIn(Path parent) {
        List<Path> archives = new ArrayList<>();
        Optional<UsageException> unreadable = Optional.empty();
        for (Path directory : directoriesIn(parent)) {
            try {
                if (isArchive(directory)) {
                    archives.add(directory);
                }
            } catch (UsageException e) {
                unreadable = unreadable.or(() -> Optional.of(e));
            }
        }
        if (archives.isEmpty() && unreadable.isPresent()) {
            throw unreadable.get();
        }
        return archives;
    }

    private static List<Path> directoriesIn(Path parent) {
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(entry -> !entry.getFileName().toString().startsWith(".") && Files.isDirectory(entry))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable(parent, e);
        }
    }

    /**
     * Returns whether a directory is an archive.
     *
     * @throws UsageException if that cannot be read, for example without permission
     */
    private static boolean isArchive(Path directory) {
        Path manifest = directory.resolve(Manifest.NAME);
        try {
            return Files.readAttributes(manifest, BasicFileAttributes.class).isRegularFile();
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw unreadable(manifest, e);
        }
    }

    private static UsageException unreadable(Path path, IOException e) {
        return new UsageException(Message.of("archive.unreadable", path, Disk.reason(e)), e);
    }

    /**
     * Reads the manifest.
     *
     * @param digest the expected digest; empty to accept any
     * @throws UsageException if the manifest cannot be read
     * @throws RefusedException if it is damaged, was edited, has another version, or is not the expected one
     */
    public Archive archive(Optional<String> digest) {
        Path file = directory.resolve(Manifest.NAME);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LONGEST_MANIFEST);
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            Archive archive = Manifest.read(directory, text);
            Documents.requireDigest(file, text, digest);
            for (ArchivedTable table : archive.files()) {
                requireInDirectory(file, table.file());
            }
            return archive;
        } catch (CharacterCodingException e) {
            throw new RefusedException(Message.of("archive.not-json", file), e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * Checks that a file name in the manifest does not lead outside the directory; the manifest could have been edited.
     */
    private void requireInDirectory(Path manifest, String name) throws IOException {
        boolean inside = FILE_NAME.matcher(name).matches()
                && (Files.notExists(directory.resolve(name))
                        || directory
                                .toRealPath()
                                .equals(directory.resolve(name).toRealPath().getParent()));
        if (!inside) {
            throw new RefusedException(Message.of("archive.elsewhere", manifest, name));
        }
    }

    /**
     * Reads every file to its end and compares it with the manifest.
     *
     * @param keepAlive runs after each block
     * @throws RefusedException if a file is missing, damaged, or differs from the manifest
     */
    public void check(Archive archive, Runnable keepAlive) {
        Zstandard.load();
        byte[] buffer = new byte[BUFFER];
        for (ArchivedTable table : archive.files()) {
            Path file = directory.resolve(table.file());
            try (TableFile.Reader reader = new TableFile.Reader(file)) {
                while (reader.read(buffer, 0, BUFFER) >= 0) {
                    keepAlive.run();
                }
                check(table, file, reader);
            } catch (IOException e) {
                throw damaged(file, e);
            }
        }
    }

    private static void check(ArchivedTable table, Path file, TableFile.Reader reader) throws IOException {
        long bytes = Files.size(file);
        if (bytes != table.bytes() || !reader.storedDigest().equals(table.sha256())) {
            throw new RefusedException(Message.of("archive.differs", file, table.bytes(), bytes));
        }
        if (!reader.contentDigest().equals(table.contentSha256())) {
            throw new RefusedException(Message.of("archive.content-differs", file));
        }
    }

    private static RefusedException damaged(Path file, IOException e) {
        return Files.exists(file)
                ? new RefusedException(Message.of("archive.damaged", file, String.valueOf(e.getMessage())), e)
                : new RefusedException(Message.of("archive.file-missing", file), e);
    }

    /**
     * Copies the rows of a table into a table with the same columns, in the current transaction.
     *
     * @param rowsSoFar receives the approximate number of rows copied so far; an exception from it ends the copy
     * @return the number of rows
     * @throws RefusedException if the file has changed; the caller has to roll back
     */
    public long copy(ArchivedTable table, TableName into, RowCopy rows, LongConsumer rowsSoFar) throws SQLException {
        Path file = directory.resolve(table.file());
        try (TableFile.Reader reader = new TableFile.Reader(file)) {
            long count = rows.in(into, table.fileColumns(), new ReportingStream(reader, table, rowsSoFar));
            reader.transferTo(OutputStream.nullOutputStream());
            check(table, file, reader);
            return count;
        } catch (IOException e) {
            throw damaged(file, e);
        }
    }

    /**
     * Reads the rows of a table in batches.
     *
     * @throws SQLException if the file cannot be read, or if {@code batches} throws it
     */
    public void read(ArchivedTable table, Batches batches) throws SQLException {
        try (CsvReader rows = new CsvReader(new TableFile.Reader(directory.resolve(table.file())))) {
            List<List<byte @Nullable []>> batch = batch(rows);
            while (!batch.isEmpty()) {
                batches.accept(batch);
                batch = batch(rows);
            }
        } catch (IOException e) {
            throw new SQLException(e);
        }
    }

    private static List<List<byte @Nullable []>> batch(CsvReader rows) throws IOException {
        List<List<byte @Nullable []>> batch = new ArrayList<>();
        Optional<List<byte @Nullable []>> row = rows.next();
        while (row.isPresent()) {
            batch.add(row.get());
            row = batch.size() < BATCH ? rows.next() : Optional.empty();
        }
        return batch;
    }

    /** Receives rows in batches. */
    public interface Batches {
        /** Accepts the next rows as lists of values, each as the bytes in the file. */
        void accept(List<List<byte @Nullable []>> rows) throws SQLException;
    }

    /** Reports the approximate number of rows read, after each block. */
    private static final class ReportingStream extends FilterInputStream {
        private final ArchivedTable table;
        private final LongConsumer rowsSoFar;
        private long bytes;

        ReportingStream(InputStream in, ArchivedTable table, LongConsumer rowsSoFar) {
            super(in);
            this.table = table;
            this.rowsSoFar = rowsSoFar;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            double part = (double) bytes / Math.max(1, table.contentBytes());
            rowsSoFar.accept((long) (part * table.rows()));
            int count = in.read(buffer, offset, length);
            bytes += Math.max(0, count);
            return count;
        }
    }
}
