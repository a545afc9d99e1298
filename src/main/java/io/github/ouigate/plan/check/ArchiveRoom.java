package io.github.ouigate.plan.check;

import java.nio.file.Path;

/**
 * How much room there is for an archive.
 *
 * @param directory that the operator named
 * @param bytes that the file system offers; quotas are not in it
 */
public record ArchiveRoom(Path directory, long bytes) {}
