package io.github.ouigate.io;

import io.github.ouigate.message.Message;
import io.github.ouigate.message.UsageException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** Creates files that only their owner can read and that are synced to the disk when they are closed. */
public final class Disk {
    /** Bytes between two syncs; regular syncs keep the last sync of a long file short. */
    private static final long SYNC_EVERY = 64L << 20;

    private Disk() {}

    public static void createDirectory(Path directory) throws IOException {
        Files.createDirectory(directory, only("rwx------"));
    }

    /**
     * Creates a new file. Closing it waits until its content is on the disk.
     *
     * @throws java.nio.file.FileAlreadyExistsException if the file exists
     */
    public static OutputStream create(Path file) throws IOException {
        FileChannel channel = FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), only("rw-------"));
        return new Synced(channel);
    }

    /**
     * Checks that a directory exists and is writable.
     *
     * @param missing the key of the message for a missing directory
     * @throws UsageException if the directory is missing, no directory, or not writable
     */
    public static void requireWritable(Path directory, String missing) {
        requireDirectory(directory, missing);
        if (!Files.isWritable(directory)) {
            throw new UsageException(Message.of("directory.unwritable", directory));
        }
    }

    /**
     * Checks that a directory exists.
     *
     * @param missing the key of the message for a missing directory
     * @throws UsageException if it is missing, no directory, or cannot be reached
     */
    public static void requireDirectory(Path directory, String missing) {
        try {
            if (!Files.readAttributes(directory, BasicFileAttributes.class).isDirectory()) {
                throw new UsageException(Message.of("directory.is-file", directory));
            }
        } catch (NoSuchFileException e) {
            throw new UsageException(Message.of(missing, directory), e);
        } catch (IOException e) {
            throw new UsageException(Message.of("directory.unreadable", directory, reason(e)), e);
        }
    }

    /** Returns the usable bytes of a directory's file system; empty if it does not report them. */
    public static OptionalLong usableBytes(Path directory) {
        try {
            FileStore store = Files.getFileStore(directory);
            return store.getTotalSpace() == 0 ? OptionalLong.empty() : OptionalLong.of(store.getUsableSpace());
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** Returns the reason why a file could not be read or written, as an argument of a message. */
    public static Object reason(Throwable failure) {
        if (failure instanceof AccessDeniedException) {
            return Message.of("file.denied");
        }
        if (failure instanceof NoSuchFileException) {
            return Message.of("file.missing");
        }
        if (failure instanceof FileSystemException known && known.getReason() != null) {
            return known.getReason();
        }
        return failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }

    private static FileAttribute<?>[] only(String permissions) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** Waits until the names in a directory are on the disk, on POSIX platforms. */
    public static void syncDirectory(Path directory) throws IOException {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Deletes a directory and its files, if it exists. */
    public static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (NoSuchFileException e) {
            // already absent
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static final class Synced extends FilterOutputStream {
        private final FileChannel channel;
        private long unsynced;

        Synced(FileChannel channel) {
            super(Channels.newOutputStream(channel));
            this.channel = channel;
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            out.write(buffer, offset, length);
            unsynced += length;
            if (unsynced >= SYNC_EVERY) {
                channel.force(false);
                unsynced = 0;
            }
        }

        @Override
        public void close() throws IOException {
            try (channel) {
                if (channel.isOpen()) {
                    channel.force(true);
                }
            }
        }
    }
}
