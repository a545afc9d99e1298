package io.github.ouigate.run.purge;

import io.github.ouigate.archive.ArchivePlace;
import io.github.ouigate.run.BeforeCommitHook;
import io.github.ouigate.run.outcome.Outcome;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * The options of a purge.
 *
 * @param archive the place of the archive; empty to delete without one
 * @param tool ouigate's version, for the archive's manifest
 * @param startedAt the start time, for the manifest
 * @param hook runs before the commit
 * @param receiptDigest returns the digest of the intended receipt for the ledger's row; empty if no receipt is written
 *     as JSON
 * @param allowSlow whether writers may wait far longer than expected
 */
public record PurgeOptions(
        Optional<ArchivePlace> archive,
        String tool,
        Instant startedAt,
        BeforeCommitHook hook,
        Function<Outcome.Committed, Optional<String>> receiptDigest,
        boolean allowSlow) {}
