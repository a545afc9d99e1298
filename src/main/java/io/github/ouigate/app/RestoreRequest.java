package io.github.ouigate.app;

import io.github.ouigate.archive.Archive;
import io.github.ouigate.archive.ArchiveReader;
import io.github.ouigate.plan.SkippedRows;
import java.util.Optional;

/**
 * What a restore is asked for.
 *
 * @param tag the tag that the archive has to be of, if one is named
 * @param skippable the rows that may stay in the archive
 */
public record RestoreRequest(
        ExecutionRequest execution,
        Archive archive,
        ArchiveReader reader,
        Optional<String> tag,
        SkippedRows.Allowed skippable) {}
