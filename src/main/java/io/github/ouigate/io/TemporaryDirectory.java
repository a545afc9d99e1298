package io.github.ouigate.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The directory ({@code java.io.tmpdir}) into which Java libraries unpack native code before they load it. */
public final class TemporaryDirectory {
    private static final FileAttribute<Set<PosixFilePermission>> EXECUTABLE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private TemporaryDirectory() {}

    public static Path path() {
        return Path.of(System.getProperty("java.io.tmpdir", ""));
    }

    /** Returns whether native code can be loaded from the directory; false if it is mounted noexec or read-only. */
    public static boolean canLoadLibraries() {
        if (!path().getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return true;
        }
        try {
            Path file = Files.createTempFile(path(), "ouigate-", ".so", EXECUTABLE);
            try {
                return Files.isExecutable(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            return false;
        }
    }
}
