package io.github.ouigate.plan.check;

import java.nio.file.Path;

/**
 * The space for an archive.
 *
 * @param directory the directory given by the operator
 * @param bytes the usable bytes of the file system, without quotas
 */
public record ArchiveRoom(Path directory, long bytes) {}
