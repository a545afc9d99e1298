package io.github.ouigate.plan.check;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The space for an archive.
 *
 * @param directory the directory given by the operator
 * @param bytes the usable bytes of the file system, without quotas; empty if it does not report them
 */
public record ArchiveRoom(Path directory, OptionalLong bytes) {}
