package io.github.ouigate.app;

import io.github.ouigate.archive.ArchiveReader;
import io.github.ouigate.plan.SkippedRows;
import java.util.Optional;

/**
 * What a restore is asked for.
 *
 * @param digest the expected digest of the manifest, if one is expected
 * @param tag the tag that the archive has to be of, if one is named
 * @param skippable the rows that may stay in the archive
 */
public record RestoreRequest(
        ExecutionRequest execution,
        ArchiveReader reader,
        Optional<String> digest,
        Optional<String> tag,
        SkippedRows.Allowed skippable) {}
