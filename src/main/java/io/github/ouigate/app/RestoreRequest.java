package io.github.ouigate.app;

import io.github.ouigate.archive.Archive;
import io.github.ouigate.archive.ArchiveReader;
import io.github.ouigate.plan.SkippedRows;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The request for a restore.
 *
 * @param tag the expected tag of the archive; empty to accept any
 * @param skippable the rows that may remain in the archive
 * @param receipts the directory for the stored receipt; empty to store none
 */
public record RestoreRequest(
        ExecutionRequest execution,
        Archive archive,
        ArchiveReader reader,
        Optional<String> tag,
        SkippedRows.Allowed skippable,
        Optional<Path> receipts) {}
