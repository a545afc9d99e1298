package io.github.ouigate.run.purge;

import io.github.ouigate.archive.ArchivePlace;
import java.time.Instant;

/**
 * Has a purge write what it deletes to files first.
 *
 * @param tool ouigate's version, for the manifest
 * @param createdAt the time that the manifest gives
 */
public record ArchiveRequest(ArchivePlace place, String tool, Instant createdAt) {}
