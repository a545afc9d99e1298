package io.github.ouigate.run.purge;

import io.github.ouigate.archive.ArchivePlace;
import io.github.ouigate.run.BeforeCommitHook;
import java.time.Instant;
import java.util.Optional;

/**
 * What a purge does besides deleting.
 *
 * @param archive where the rows are archived before they are deleted, if they are
 * @param tool ouigate's version, for the archive's manifest
 * @param startedAt the time that the manifest gives
 * @param hook is called before the commit
 * @param allowSlow whether it may keep writers waiting for far longer than expected
 */
public record PurgeOptions(
        Optional<ArchivePlace> archive, String tool, Instant startedAt, BeforeCommitHook hook, boolean allowSlow) {}
